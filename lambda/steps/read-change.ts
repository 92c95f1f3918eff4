import {
  NOTIFICATION_CANCELLED,
  NOTIFICATION_RESCHEDULED,
  notificationCancelledSchema,
  notificationRescheduledSchema,
} from '../contract/change-events';
import type { NotificationCancelled, NotificationRescheduled } from '../contract/change-events';
import { parseInput } from '../contract/problems';
import type { Problem } from '../contract/problems';
import type { Reason } from '../contract/outcomes';
import { TRIGGER_FIRED, triggerFiredSchema } from '../contract/triggers';
import { fire } from '../domain/trigger';
import type { NotificationIdentity } from './store-request';

/** An event that asks for something else than a message from an application. */
export type ReadChange =
  | { readonly kind: 'cancelled'; readonly change: NotificationCancelled }
  | { readonly kind: 'rescheduled'; readonly change: NotificationRescheduled }
  /** A trigger's event, as the request an application would have sent. */
  | { readonly kind: 'fired'; readonly fields: object; readonly eventAtMs: number }
  /** A trigger's event that no message comes of. */
  | {
      readonly kind: 'endsEarly';
      readonly identity: NotificationIdentity;
      readonly reason: Extract<Reason, 'STALE_EVENT' | 'NO_CONTACT'>;
    }
  | { readonly kind: 'invalid'; readonly problems: Problem[] };

/** Reads a cancellation, a new time or a trigger's event; nothing when the event is none of these. */
export function readChange(
  eventType: string,
  detail: unknown,
  nowMs: number,
): ReadChange | undefined {
  if (eventType === NOTIFICATION_CANCELLED) {
    const parsed = parseInput(notificationCancelledSchema, detail);
    return parsed.kind === 'invalid' ? parsed : { kind: 'cancelled', change: parsed.value };
  }
  if (eventType === NOTIFICATION_RESCHEDULED) {
    const parsed = parseInput(notificationRescheduledSchema, detail);
    return parsed.kind === 'invalid' ? parsed : { kind: 'rescheduled', change: parsed.value };
  }
  return eventType === TRIGGER_FIRED ? readFiring(detail, nowMs) : undefined;
}

function readFiring(detail: unknown, nowMs: number): ReadChange {
  const parsed = parseInput(triggerFiredSchema, detail);
  if (parsed.kind === 'invalid') return parsed;
  const { trigger, event } = parsed.value;
  const firing = fire(trigger, event.eventBody, nowMs);
  const { type } = trigger;
  switch (firing.kind) {
    case 'request':
      return { ...firing, kind: 'fired' };
    case 'stale': {
      const { contactId, occurrence } = firing;
      return {
        kind: 'endsEarly',
        reason: 'STALE_EVENT',
        identity: { contactId, type, occurrence },
      };
    }
    case 'noContact': {
      const identity = { contactId: '', type, occurrence: firing.occurrence };
      return { kind: 'endsEarly', reason: 'NO_CONTACT', identity };
    }
  }
}
