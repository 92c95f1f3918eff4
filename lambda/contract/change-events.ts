import * as v from 'valibot';
import { contactIdSchema, occurrenceSchema, typeSchema, versionSchema } from './request-events';
import { whenEntries } from './when';

/** Detail types by which an application takes back or moves what it has requested. */
export const NOTIFICATION_CANCELLED = 'NotificationCancelled';
export const NOTIFICATION_RESCHEDULED = 'NotificationRescheduled';

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
