import * as v from 'valibot';
import {
  contactIdSchema,
  knownNotificationSchema,
  occurrenceSchema,
  typeSchema,
  versionSchema,
} from './request-events';
import { whenEntries } from './when';

/** Detail types by which an application takes back or moves what it has requested. */
export const NOTIFICATION_CANCELLED = 'NotificationCancelled';
export const NOTIFICATION_RESCHEDULED = 'NotificationRescheduled';

/** Detail type by which an operator asks that a notification that was held, refused or parked is tried again. */
export const REDRIVE_REQUESTED = 'RedriveRequested';

/** What identifies a notification: contact, kind and business fact, as in its request. */
const identityEntries = {
  version: versionSchema,
  contactId: contactIdSchema,
  type: typeSchema,
  occurrence: occurrenceSchema,
};

/** Not to be sent any more, or not at all if its request has yet to come. */
export const notificationCancelledSchema = v.object(identityEntries);
export type NotificationCancelled = v.InferOutput<typeof notificationCancelledSchema>;

/** To be sent at another time; what it says stays as it was requested. */
export const notificationRescheduledSchema = v.pipe(
  v.object({ ...identityEntries, ...whenEntries }),
  v.forward(
    v.partialCheck(
      [['notBefore'], ['afterSeconds']],
      ({ notBefore, afterSeconds }) => notBefore !== undefined || afterSeconds !== undefined,
      'FIELD_MISSING',
    ),
    ['notBefore'],
  ),
);
export type NotificationRescheduled = v.InferOutput<typeof notificationRescheduledSchema>;

/**
 * A second chance for what did not work out. `redrives` is how often it had been redriven when somebody looked at it: of
 * two who ask at once, and of one event that comes twice, one gets an attempt.
 */
export const redriveRequestedSchema = v.object({
  ...knownNotificationSchema.entries,
  redrives: v.optional(
    // A fraction is a number of redrives that no row has.
    v.pipe(v.number('INVALID_NUMBER'), v.minValue(0, 'INVALID_NUMBER')),
    0,
  ),
});
