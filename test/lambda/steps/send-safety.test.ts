import * as fc from 'fast-check';
import { openNewSession } from '../../../lambda/steps/open-new-session';
import { postMessage } from '../../../lambda/steps/post-message';
import type { SendDeps } from '../../../lambda/steps/send-notification';
import { aConclusion, anAttempt, anIntent, KEY, keyOf } from '../../support/builders';
import { wrapped } from '../../support/recorded';
import {
  DEADLINE_MS,
  LEASE_MS,
  noteTimes,
  plenty,
  sendStage,
  slotOf,
} from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const accepted = { kind: 'accepted', messageId: 'message-1' } as const;

/** The same stage, where something else happens right after one call of the ledger. */
const after = (stage: SendStage, verb: string, happen: () => unknown): SendDeps => ({
  ...stage.deps,
  ledger: wrapped(stage.deps.ledger, (name, method) => async (...args) => {
    const answer: unknown = await method(...args);
    if (name === verb) await happen();
    return answer;
  }),
});

describe('consent', () => {
  it('is looked at with the claim', async () => {
    const stage = await sendStage();
    stage.ledger.setConsent(stage.intent.recipientRef, 'optedOut');

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'SUPPRESSED', reason: 'OPTED_OUT' } });
    expect(stage.posts()).toBe(0);
  });

  it('is looked at once more with the write-ahead', async () => {
    const stage = await sendStage();
    const optOut = () => stage.ledger.setConsent(stage.intent.recipientRef, 'optedOut');

    const output = await postMessage(after(stage, 'claimSlot', optOut))(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'SUPPRESSED', reason: 'OPTED_OUT' } });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('withdrawn after the write-ahead is too late, and the message is told as sent', async () => {
    const stage = await sendStage({ sends: [accepted] });
    const optOut = () => stage.ledger.setConsent(stage.intent.recipientRef, 'optedOut');

    const output = await postMessage(after(stage, 'writeAhead', optOut))(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'SENT' } });
  });
});

describe('time', () => {
  it('that is too short for a send keeps the request in', async () => {
    const stage = await sendStage();

    const output = await postMessage(stage.deps)(anAttempt(), () => DEADLINE_MS + 2_999);

    expect(output).toMatchObject({ kind: 'later', notificationKey: KEY });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('that ran out over the write-ahead keeps the request in', async () => {
    const stage = await sendStage();
    const times = [30_000, 1_499];
    const remaining = () => times.shift() ?? 0;

    const output = await postMessage(stage.deps)(anAttempt(), remaining);

    expect(output.kind).toBe('later');
    expect(stage.posts()).toBe(0);
  });

  it('that passed deliverBy while the recipient was busy ends the notification', async () => {
    const stage = await sendStage({}, { deliverByMs: 5_000 });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      conclusion: { outcome: 'EXPIRED', reason: 'DELIVER_BY_PASSED' },
    });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });
});

describe('a second run', () => {
  it('tells the outcome when the first concluded between its look and its claim', async () => {
    const stage = await sendStage();
    const conclude = () => stage.ledger.conclude(aConclusion(), []);

    const output = await postMessage(after(stage, 'claimSlot', conclude))(anAttempt(), plenty);

    expect(output).toEqual({
      isRepeat: true,
      kind: 'concluded',
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: aConclusion(),
    });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('does not send when it slept past its lease and lost the slot', async () => {
    const stage = await sendStage();
    const { recipientRef } = stage.intent;
    const lose = async () => {
      stage.clock.advance(LEASE_MS + 1);
      const claim = { recipientRef, notificationKey: keyOf('B'), owner: 'somebody' };
      const { missingConsent } = stage.deps.limits;
      const nowMs = stage.clock.nowMs();
      await stage.ledger.claimSlot({ ...claim, nowMs, leaseMs: LEASE_MS, missingConsent });
    };

    const output = await postMessage(after(stage, 'claimSlot', lose))(anAttempt(), plenty);

    expect(output.kind).toBe('later');
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('CLAIMED');
  });

  it('tells what it sent when somebody parked the notification during its send', async () => {
    const stage = await sendStage({ sends: [accepted] });
    const parked = aConclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' });
    const conclude = () => stage.ledger.conclude(parked, []);

    const output = await postMessage(after(stage, 'writeAhead', conclude))(anAttempt(), plenty);

    expect(output).toMatchObject({
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: { outcome: 'SENT', messageId: 'message-1' },
    });
    expect(stage.ledger.notifications()).toMatchObject([{ conclusion: { outcome: 'SENT' } }]);
  });

  it('hears the proof that stands when its own answer was a refusal to wait any longer', async () => {
    const unavailable = { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: 1 } as const;
    const stage = await sendStage({ sends: [unavailable] });
    await noteTimes(stage, 'attempt', 5);
    const conclude = () => stage.ledger.conclude(aConclusion(), []);

    const output = await postMessage(after(stage, 'writeAhead', conclude))(anAttempt(), plenty);

    expect(output).toMatchObject({
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: aConclusion(),
    });
  });

  it.each([postMessage, openNewSession])(
    'at the same time as the first sends nothing, in whatever order their calls fall (%#)',
    async (second) => {
      const sends = Array.from({ length: 5 }, () => accepted);

      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (s) => {
          const stage = await sendStage({ sends });
          const interleaved = <Port extends object>(port: Port): Port =>
            wrapped(port, (_, method) => s.scheduleFunction(async (...args) => method(...args)));
          const deps = {
            ...stage.deps,
            ledger: interleaved(stage.deps.ledger),
            conversations: interleaved(stage.deps.conversations),
          };

          const runs = [postMessage(deps), second(deps), postMessage(deps)];
          await s.waitFor(Promise.all(runs.map((run) => run(anAttempt(), plenty))));

          expect(stage.posts()).toBe(1);
          expect(stage.ledger.notifications()).toMatchObject([
            { kind: 'concluded', conclusion: { outcome: 'SENT' } },
          ]);
        }),
      );
    },
  );

  it('at the same time as the last attempt never parks what is being sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const stage = await sendStage({ sends: [accepted] });
        await noteTimes(stage, 'attempt', 5);
        const ledger = wrapped(stage.deps.ledger, (_, method) =>
          s.scheduleFunction(async (...args) => method(...args)),
        );
        const run = postMessage({ ...stage.deps, ledger });

        await s.waitFor(Promise.all([run(anAttempt(), plenty), run(anAttempt(), plenty)]));

        expect(stage.ledger.notifications()).toMatchObject([{ conclusion: { outcome: 'SENT' } }]);
      }),
    );
  });

  it('for another notification to the same recipient sends one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const stage = await sendStage({ sends: [accepted, accepted] });
        await stage.ledger.storeIntent(anIntent({ notificationKey: keyOf('B') }));
        let inside = 0;
        let most = 0;
        const conversations = wrapped(
          stage.deps.conversations,
          (name, method) =>
            async (...args) => {
              if (name === 'prepare') return method(...args);
              most = Math.max(most, (inside += 1));
              const answer = await s.schedule(Promise.resolve(method(...args)));
              inside -= 1;
              return answer;
            },
        );
        const ledger = wrapped(stage.deps.ledger, (_, method) =>
          s.scheduleFunction(async (...args) => method(...args)),
        );
        const run = postMessage({ ...stage.deps, ledger, conversations });

        const keys = [KEY, keyOf('B')];
        const runs = keys.map((notificationKey) => run(anAttempt({ notificationKey }), plenty));
        await s.waitFor(Promise.all(runs));

        expect(most).toBe(1);
      }),
    );
  });
});
