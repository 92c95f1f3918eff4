import type { Channel, ChannelKind } from '../contract/channels';
import type { Decision } from '../contract/outcomes';
import type { Attempt } from '../contract/workflow';
import type { Intent } from '../domain/notification';
import type { Counted, OutboundMessage, SendAnswer } from '../domain/ports';
import type { ChannelMessage } from '../domain/ports-channels';
import { textWithReference } from '../domain/proof';

/** What is sent, and what the decision record keeps of the answer: codes and ids, never a text. */
export function toMessage(intent: Intent, { route }: Attempt): OutboundMessage {
  const { contactId, senderId } = intent;
  return { contactId, text: textOf(intent), senderId, ...route };
}

export const toChannelMessage = (intent: Intent, channel: Channel): ChannelMessage => ({
  channel,
  text: textOf(intent),
});

const textOf = ({ text, policy, notificationKey }: Intent): string =>
  policy.reference === 'append' ? textWithReference(text, notificationKey) : text;

export function withAnswer(decisions: Decision[], genesysCalls: number): Decision[] {
  return decisions.map((entry, index) =>
    index === decisions.length - 1 ? { ...entry, genesysCalls } : entry,
  );
}

export function evidenceOf(
  answer: Counted<SendAnswer>,
  channel: ChannelKind | undefined,
): Record<string, string | number> {
  return { ...evidenceOfAnswer(answer), ...(channel && { channel }) };
}

function evidenceOfAnswer(answer: Counted<SendAnswer>): Record<string, string | number> {
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
