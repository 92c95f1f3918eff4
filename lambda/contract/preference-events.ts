import * as v from 'valibot';
import { contactIdSchema, versionSchema } from './request-events';
import { canonicalLocale, localeSchema } from './template-reference';
import { timeZoneSchema } from './time-zone';
import { instantSchema } from './when';

/** Detail type of the event that says what a contact wants. */
export const RECIPIENT_PREFERENCE_CHANGED = 'RecipientPreferenceChanged';

/** Whether a contact may be written to, and where and in which language they live. A field that is missing stays as it is. */
export const preferenceChangedSchema = v.pipe(
  v.object({
    version: versionSchema,
    contactId: contactIdSchema,
    /** When the contact said so: of two events about the same field the later one stands, in whatever order they arrive. */
    changedAt: instantSchema,
    consent: v.optional(v.picklist(['optedIn', 'optedOut'], 'UNKNOWN_CONSENT')),
    /** IANA zone. */
    timeZone: v.optional(timeZoneSchema('UNKNOWN_TIME_ZONE')),
    /** BCP 47 tag. */
    locale: v.optional(v.pipe(localeSchema, v.transform(canonicalLocale))),
  }),
  v.check(
    ({ consent, timeZone, locale }) => (consent ?? timeZone ?? locale) !== undefined,
    'NOTHING_SAID',
  ),
);
