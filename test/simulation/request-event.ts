import {
  CONVERSATION_CONFLICT,
  NOTIFICATION_REQUESTED,
} from '../../lambda/contract/request-events';
import type { PlannedNotification, Scenario, Trigger } from './scenario';

export const WEBCHAT_SESSION_ID = 'webchat-1';

/** The event by which an application asks for a notification. */
export function requestEvent(
  { contactId, conversationId }: Scenario,
  planned: PlannedNotification,
  trigger: Trigger,
): unknown {
  const { occurrence, policy, channels, notBeforeMs, deliverByMs, names } = planned;
  const text = trigger.kind === 'contradiction' ? `${planned.text}!` : planned.text;
  const times = { notBefore: toInstant(notBeforeMs), deliverBy: toInstant(deliverByMs) };
  const common = { version: '1', contactId, occurrence, text, ...times };
  if (names === 'conflict') {
    return {
      'detail-type': CONVERSATION_CONFLICT,
      detail: { ...common, webchatSessionId: WEBCHAT_SESSION_ID },
    };
  }
  return {
    'detail-type': NOTIFICATION_REQUESTED,
    detail: {
      ...common,
      policy,
      ...(channels && { channels }),
      ...(names === 'conversation' && { conversationId }),
      ...(names === 'webchatSession' && { webchatSessionId: WEBCHAT_SESSION_ID }),
    },
  };
}

const toInstant = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** Which notification of the scenario a text belongs to: texts begin with its number. */
export const numberInText = (text: string): number => Number(text.split(':', 1)[0]);
