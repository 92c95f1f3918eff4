import * as v from 'valibot';

/** Why a notification waits. Released, it meets every guardrail and the preflight again. */
export const HOLD_REASONS = [
  'PAUSED',
  'NOT_YET',
  'QUIET_HOURS',
  'CAP_REACHED',
  'WAITING_FOR_CLOSE',
  'WAITING_FOR_RETURN',
  'AGENT_PRESENT',
  'API_BUDGET',
  'CONDITION_UNANSWERED',
] as const;
export const holdReasonSchema = v.picklist(HOLD_REASONS);
export type HoldReason = v.InferOutput<typeof holdReasonSchema>;

/** Detail type of the event that tells that a notification waits, and for what. */
export const NOTIFICATION_HELD = 'NotificationHeld';

/** Detail of `NotificationHeld`. Told once for each reason in a row, not each time somebody looks. */
export const heldSchema = v.object({
  version: v.literal('1'),
  notificationKey: v.string(),
  outcome: v.literal('HELD'),
  reason: holdReasonSchema,
  /** One sentence for the person who wonders. */
  nextStep: v.string(),
  occurrence: v.string(),
  type: v.string(),
  /** The application's own id of its request. */
  requestId: v.optional(v.string()),
  /** When it is looked at again: not a promise to send. */
  heldUntil: v.string(),
  heldAt: v.string(),
});
export type Held = v.InferOutput<typeof heldSchema>;
