import * as v from 'valibot';
import {
  notificationCancelledSchema,
  notificationRescheduledSchema,
  redriveRequestedSchema,
} from './change-events';
import { heldSchema } from './holds';
import { conclusionSchema } from './outcomes';
import type { Outcome } from './outcomes';
import { preferenceChangedSchema } from './preference-events';
import { rejectionSchema } from './rejection';
import {
  conflictReportedSchema,
  notificationRequestedSchema,
  ownConflictSchema,
  sessionRegisteredSchema,
} from './request-events';

/**
 * Everything that is said on the bus, by detail type: what other packages import as `proactive-messaging/events`, and
 * what the JSON Schemas of `schemas/` are made from. Nothing of AWS or CDK is loaded with it.
 */

/** Version of every event here. An event may leave it out; another one is refused by name. */
export const EVENT_VERSION = '1';

/** Source of everything that the product itself says. */
export const OUTCOME_SOURCE = 'proactive-messaging';

/** What applications publish. */
export const PUBLISHED_EVENTS = {
  NotificationRequested: notificationRequestedSchema,
  NotificationCancelled: notificationCancelledSchema,
  NotificationRescheduled: notificationRescheduledSchema,
  /** A second chance for what was held, rejected or parked. */
  RedriveRequested: redriveRequestedSchema,
  /** The payload of a call that was refused because the contact still has a conversation. */
  ConversationConflict: conflictReportedSchema,
  SessionRegistered: sessionRegisteredSchema,
  RecipientPreferenceChanged: preferenceChangedSchema,
};

const conclusionOf = <const O extends Outcome>(outcome: O) =>
  v.object({ ...conclusionSchema.entries, outcome: v.literal(outcome) });

/** What applications hear. */
export const HEARD_EVENTS = {
  NotificationSent: conclusionOf('SENT'),
  NotificationSuppressed: conclusionOf('SUPPRESSED'),
  NotificationExpired: conclusionOf('EXPIRED'),
  /** The end of a notification, or what is wrong with an event that could not be used. */
  NotificationRejected: v.union([conclusionOf('REJECTED'), rejectionSchema]),
  NotificationParked: conclusionOf('PARKED'),
  NotificationHeld: heldSchema,
  /** Met by a send of the product itself. */
  ConversationConflict: ownConflictSchema,
};

export type PublishedEvent = keyof typeof PUBLISHED_EVENTS;
export type HeardEvent = keyof typeof HEARD_EVENTS;

/** Detail of an event as an application writes it: what has a default may be left out. */
export type PublishedDetail<E extends PublishedEvent> = v.InferInput<(typeof PUBLISHED_EVENTS)[E]>;

/** Detail of an event as an application reads it. */
export type HeardDetail<E extends HeardEvent> = v.InferOutput<(typeof HEARD_EVENTS)[E]>;

export { HOLD_REASONS } from './holds';
export type { HoldReason } from './holds';
export { OUTCOMES, REASONS } from './outcomes';
export type { Outcome, Reason } from './outcomes';
export type { Problem } from './problems';
