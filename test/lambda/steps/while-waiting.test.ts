import { postMessage } from '../../../lambda/steps/post-message';
import { preflightConversation } from '../../../lambda/steps/preflight-conversation';
import { termsOf } from '../../../lambda/steps/while-waiting';
import { aConclusion, anAttempt, aPolicy, KEY } from '../../support/builders';
import { loadStage } from '../../support/load-stage';
import { recorded } from '../../support/recorded';
import { plenty, sendStage, slotOf } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const active = { kind: 'found', conversation: { kind: 'active' } } as const;
const closed = { kind: 'found', conversation: { kind: 'closed' } } as const;
const accepted = { kind: 'accepted', conversationId: 'conversation-1' } as const;

/** The attempt with what Load session gives it to take along. */
async function withTerms({ ledger }: Pick<SendStage, 'ledger'>) {
  const notification = await ledger.fetchNotification(KEY);
  if (notification?.kind !== 'waiting') throw new Error('nothing waits');
  return anAttempt({ terms: termsOf(notification) });
}

/** The stage's parts, and the calls of ledger and Genesys that are made through them. */
function watched(stage: SendStage) {
  const calls: string[] = [];
  const tell = (verb: string) => calls.push(verb);
  const { ledger, conversations } = stage.deps;
  const deps = {
    ...stage.deps,
    ledger: recorded(ledger, tell),
    conversations: recorded(conversations, tell),
  };
  return { deps, calls };
}

describe('the terms of a request', () => {
  it('are given along by Load session, and name neither contact nor text', async () => {
    const { request } = await loadStage();

    const output = await request({ priority: 'campaign' });

    expect(output).toMatchObject({
      kind: 'ready',
      terms: { type: 'delivery-delay', priority: 'campaign', policy: aPolicy(), conflicts: 0 },
    });
    expect(JSON.stringify(output)).not.toMatch(/contact-1|order is late/);
  });

  it('are enough for a preflight that goes on: it does not touch the ledger', async () => {
    const stage = await sendStage({ preflights: [active] });
    const { deps, calls } = watched(stage);

    const output = await preflightConversation(deps)(await withTerms(stage), plenty);

    expect(output.kind).toBe('existing');
    expect(calls).toEqual(['prepare', 'fetchConversation']);
  });

  it('let a preflight that ends it conclude what the ledger has', async () => {
    const policy = aPolicy({ whenClosed: 'drop' });
    const stage = await sendStage({ preflights: [closed] }, { policy });

    const output = await preflightConversation(stage.deps)(await withTerms(stage), plenty);

    expect(output).toMatchObject({ kind: 'concluded', detailType: 'NotificationSuppressed' });
    expect(await stage.ledger.fetchNotification(KEY)).toMatchObject({ kind: 'concluded' });
  });

  it('are enough to claim the recipient: the notification is read once, under the claim', async () => {
    const stage = await sendStage({ sends: [accepted] });
    const { deps, calls } = watched(stage);

    await postMessage(deps)(await withTerms(stage), plenty);

    expect(calls).toEqual([
      'prepare',
      'claimSlot',
      'fetchNotification',
      'writeAhead',
      'sendIntoConversation',
      'conclude',
      'releaseSlot',
    ]);
  });

  it('send nothing of what has ended since: it is told again, and the recipient is free', async () => {
    const stage = await sendStage({ sends: [accepted] });
    const attempt = await withTerms(stage);
    const conclusion = aConclusion({ outcome: 'SUPPRESSED', reason: 'CANCELLED' });
    await stage.ledger.conclude(conclusion, []);

    const output = await postMessage(stage.deps)(attempt, plenty);

    expect(output).toMatchObject({ kind: 'concluded', isRepeat: true });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('are read from the ledger in an execution that began under an older version', async () => {
    const stage = await sendStage({ preflights: [active], sends: [accepted] });
    const { deps, calls } = watched(stage);

    const seen = await preflightConversation(deps)(anAttempt(), plenty);
    const sent = await postMessage(deps)(anAttempt(), plenty);

    expect(seen.kind).toBe('existing');
    expect(sent).toMatchObject({ kind: 'concluded', detailType: 'NotificationSent' });
    expect(calls.filter((call) => call === 'fetchNotification')).toHaveLength(3);
  });
});
