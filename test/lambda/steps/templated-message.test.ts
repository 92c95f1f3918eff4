import { postMessage } from '../../../lambda/steps/post-message';
import { preflightConversation } from '../../../lambda/steps/preflight-conversation';
import { NO_CONDITIONS } from '../../support/conditions';
import { anEvent, aTemplatedRequest } from '../../support/builders';
import { fixedIdentity } from '../../support/fixed-identity';
import { NO_LIMITS } from '../../support/limits';
import { loadStage } from '../../support/load-stage';
import { scriptedConversations } from '../../support/scripted-conversations';
import { DEADLINE_MS, LEASE_MS, plenty } from '../../support/send-stage';
import { laptopTemplates } from '../../support/templates';

/** Lets a request with a template of the laptop stage travel into contact-1's live conversation. */
async function deliver(template: object): Promise<{ outcome: string; text?: string }> {
  const { ledger, killSwitch, clock, load } = await loadStage({}, laptopTemplates());
  const conversations = scriptedConversations({
    preflights: [{ kind: 'found', conversation: { kind: 'active' } }],
    sends: [{ kind: 'accepted', conversationId: 'conversation-1' }],
  });
  const deps = {
    ledger,
    killSwitch,
    clock,
    conversations,
    identity: fixedIdentity(),
    audience: { kind: 'everybody' } as const,
    conditions: NO_CONDITIONS,
    limits: NO_LIMITS,
    sendDeadlineMs: DEADLINE_MS,
    leaseMs: LEASE_MS,
  };

  const ready = await load(anEvent('NotificationRequested', aTemplatedRequest(template)));
  const looked = await preflightConversation(deps)(ready, plenty);
  const sent = await postMessage(deps)(looked, plenty);

  const outcome = sent.kind === 'concluded' ? sent.conclusion.reason : sent.kind;
  return { outcome, text: conversations.calls.sent[0]?.text };
}

const delayed = { order: '4711', arrival: '2026-11-27' };
const refund = { amount: 12.5, paidAt: '2026-11-27T18:30:00Z' };

/** The blanks between the parts of a number or a date differ from runtime to runtime. */
const spaced = (text = ''): string => text.replaceAll(/\s/gu, ' ');

describe('a message of the laptop stage’s templates', () => {
  it.each<[string, object, RegExp]>([
    [
      'order-delayed in English',
      { id: 'order-delayed', variables: delayed },
      /^Your order 4711 is late\. It arrives on Friday, November 27, 2026\.$/,
    ],
    [
      'order-delayed in Swiss German',
      { id: 'order-delayed', variables: delayed, locale: 'de-CH' },
      /^Ihre Bestellung 4711 verspätet sich\. Sie kommt am Freitag, 27\. November 2026 an\.$/,
    ],
    [
      'refund-paid in English, as nobody wrote it in French',
      { id: 'refund-paid', variables: refund, locale: 'fr' },
      /^We have paid CHF 12\.50 back to your card, November 27, 2026.* 7:30 PM\.$/,
    ],
    [
      'refund-paid in German',
      { id: 'refund-paid', variables: refund, locale: 'de' },
      /^Wir haben 12,50 CHF auf Ihre Karte zurückgezahlt, 27\. November 2026.* 19:30\.$/,
    ],
  ])('reaches the live conversation: %s', async (_, template, expected) => {
    const { outcome, text } = await deliver(template);

    expect(outcome).toBe('DELIVERED_TO_EXISTING');
    expect(spaced(text)).toMatch(expected);
  });
});
