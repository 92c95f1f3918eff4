import type { Decision } from '../contract/outcomes';
import type { Attempt } from '../contract/workflow';
import type { Intent } from '../domain/notification';
import type { Counted, OutboundMessage, SendAnswer } from '../domain/ports';
import { textWithReference } from '../domain/proof';

/** What is sent, and what the decision record keeps of the answer: codes and ids, never a text. */
export function toMessage(intent: Intent, { route }: Attempt): OutboundMessage {
  const { contactId, senderId, notificationKey, policy } = intent;
  const text =
    policy.reference === 'append' ? textWithReference(intent.text, notificationKey) : intent.text;
  return { contactId, text, senderId, ...route };
}

export function withAnswer(decisions: Decision[], genesysCalls: number): Decision[] {
  return decisions.map((entry, index) =>
    index === decisions.length - 1 ? { ...entry, genesysCalls } : entry,
  );
}

export function evidenceOf(answer: Counted<SendAnswer>): Record<string, string | number> {
  const correlationId = answer.correlationId ?? 'none';
  switch (answer.kind) {
    case 'accepted':
      return { correlationId, messageId: answer.messageId ?? 'none' };
    case 'refused':
    case 'conflict':
      return { correlationId, status: answer.refusal.status, code: answer.refusal.code };
    case 'unavailable':
    case 'unknown':
      return { correlationId, cause: answer.cause };
  }
}
