import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { SETTLE_MS } from '../../../lambda/contract/timeouts';
import type { SendOutput } from '../../../lambda/contract/workflow';
import type { Ledger, SendAnswer } from '../../../lambda/domain/ports';
import { postMessage } from '../../../lambda/steps/post-message';
import { reconcile } from '../../../lambda/steps/reconcile';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { NO_CONDITIONS } from '../../support/conditions';
import { anAttempt, anIntent, aRefusal, keyOf } from '../../support/builders';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { fixedClock } from '../../support/fixed-clock';
import { fixedIdentity } from '../../support/fixed-identity';
import { fixedKillSwitch } from '../../support/fixed-kill-switch';
import { inDynamoDb, inMemory } from '../../support/ledger-under-test';
import { limitsOf } from '../../support/limits';
import { wrapped } from '../../support/recorded';
import { scriptedConversations } from '../../support/scripted-conversations';
import { DEADLINE_MS, LEASE_MS, plenty } from '../../support/send-stage';

const HOUR_MS = 3_600_000;
const KEYS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'].map(keyOf);

const ANSWERS: Record<string, SendAnswer> = {
  accepted: { kind: 'accepted' },
  refused: { kind: 'refused', refusal: aRefusal() },
  unavailable: { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: 60 },
  unknown: { kind: 'unknown', cause: 'DEADLINE' },
};

interface Race {
  readonly ledger: Ledger;
  /** Lets what the workers do fall in any order. */
  readonly interleave: <Port extends object>(port: Port) => Port;
  readonly answers: readonly SendAnswer[];
  readonly cap: { readonly max: number; readonly perHours: number };
}

/** Several notifications for one contact, and what may have reached it, when. */
async function startRace({ ledger, interleave, answers, cap }: Race) {
  const clock = fixedClock();
  const recipientRef = randomUUID();
  const out: number[] = [];
  const left = [...answers];
  const conversations = {
    ...scriptedConversations(),
    sendIntoConversation: async () => {
      const answer = left.shift() ?? { kind: 'accepted' };
      if (answer.kind === 'accepted' || answer.kind === 'unknown') out.push(clock.nowMs());
      return Promise.resolve({ ...answer, calls: 1 });
    },
  };
  const deps = {
    ledger: interleave(ledger),
    conversations: interleave(conversations),
    killSwitch: fixedKillSwitch(),
    audience: { kind: 'everybody' },
    conditions: NO_CONDITIONS,
    limits: limitsOf({ frequencyCaps: [cap] }),
    identity: fixedIdentity(),
    clock,
    sleep: async () => Promise.resolve(),
    sendDeadlineMs: DEADLINE_MS,
    leaseMs: LEASE_MS,
  } as const;
  for (const notificationKey of KEYS) {
    await ledger.storeIntent(anIntent({ notificationKey, recipientRef }));
  }
  const run = (notificationKey: string): Promise<SendOutput> =>
    postMessage(deps)(anAttempt({ notificationKey, route: {} }), plenty);
  const settle = (notificationKey: string) =>
    reconcile({ ...deps, ledger, conversations })({ notificationKey });
  const most = () =>
    Math.max(
      0,
      ...out.map(
        (atMs) => out.filter((ms) => ms <= atMs && ms > atMs - cap.perHours * HOUR_MS).length,
      ),
    );
  return { clock, run, settle, most, out };
}

describe('many workers that send to one contact at once', () => {
  it('never send more than the cap allows, whatever order and answers their calls meet', async () => {
    const answers = fc.array(fc.constantFrom(...Object.values(ANSWERS)), { maxLength: 20 });
    const caps = fc.record({
      max: fc.integer({ min: 1, max: 3 }),
      perHours: fc.integer({ min: 1, max: 6 }),
    });
    const gaps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), answers, caps, gaps, async (s, script, cap, minutes) => {
        const { ledger } = await inMemory();
        const interleave = <Port extends object>(port: Port): Port =>
          wrapped(port, (_, method) => s.scheduleFunction(async (...args) => method(...args)));
        const race = await startRace({ ledger, interleave, answers: script, cap });

        for (const gap of minutes) {
          const outputs = await s.waitFor(Promise.all(KEYS.slice(0, 6).map(race.run)));
          race.clock.advance(SETTLE_MS);
          for (const output of outputs) {
            if (output.kind === 'doubt') await race.settle(output.notificationKey);
          }
          race.clock.advance(gap * 60_000);
        }

        expect(race.most()).toBeLessThanOrEqual(cap.max);
      }),
      { numRuns: 60 },
    );
  });

  describe('in DynamoDB', () => {
    let emulator: EmulatorAddress;
    beforeAll(async () => {
      emulator = await sharedEmulator();
    }, INSTALL_TIMEOUT);

    it('send exactly as many as the cap allows, and tell the others why', async () => {
      const { ledger } = await inDynamoDb(emulator);
      const cap = { max: 3, perHours: 24 };
      const race = await startRace({
        ledger,
        interleave: (port) => port,
        answers: [ANSWERS.refused, ANSWERS.unavailable].flatMap((answer) => answer ?? []),
        cap,
      });
      const untilOver = async (key: string): Promise<string> => {
        for (;;) {
          const output = await race.run(key);
          if (output.kind === 'concluded') return output.conclusion.reason;
          if (output.kind === 'refused') return output.kind;
          await sleep(20 + Math.random() * 60);
        }
      };

      const ends = await Promise.all(KEYS.map(untilOver));

      expect(race.out).toHaveLength(cap.max);
      expect(ends.filter((end) => end.startsWith('DELIVERED'))).toHaveLength(cap.max);
      expect(ends.filter((end) => end === 'refused')).toHaveLength(1);
      const others = ends.filter((end) => end !== 'refused' && !end.startsWith('DELIVERED'));
      expect(others).toContain('FREQUENCY_CAP');
      // Somebody may have found the contact busy all the time.
      expect(new Set([...others, 'ATTEMPTS_EXHAUSTED']).size).toBe(2);
    });
  });
});
