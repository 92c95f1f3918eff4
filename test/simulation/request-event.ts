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
  const { occurrence, policy, deliverByMs, names } = planned;
  const text = trigger.kind === 'contradiction' ? `${planned.text}!` : planned.text;
  const deliverBy = deliverByMs === undefined ? undefined : new Date(deliverByMs).toISOString();
  const common = { version: '1', contactId, occurrence, text, ...(deliverBy && { deliverBy }) };
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
      ...(names === 'conversation' && { conversationId }),
      ...(names === 'webchatSession' && { webchatSessionId: WEBCHAT_SESSION_ID }),
    },
  };
}

/** Which notification of the scenario a text belongs to: texts begin with its number. */
export const numberInText = (text: string): number => Number(text.split(':', 1)[0]);
