import * as v from 'valibot';

/** What to do about a contact of whose consent nobody ever told us. */
export const MISSING_CONSENT = ['suppress', 'speak'] as const;
export type MissingConsent = (typeof MISSING_CONSENT)[number];

export const WHEN_CAPPED = ['suppress', 'hold'] as const;

/** Days on which a quiet time begins; one that passes midnight ends on the day after. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const quietHoursSchema = v.object({
  /** Times of day: "21:00". */
  from: v.string(),
  to: v.string(),
  /** Of the stage, and of contacts whose own zone nobody knows. */
  timeZone: v.string(),
  days: v.array(v.picklist(WEEKDAYS)),
  /** What was held is released over so many minutes, lest a stampede opens the day. */
  spreadMinutes: v.number(),
  /** Whether the contact's own zone counts where it is known. */
  recipientTimeZone: v.boolean(),
});
export type QuietHours = v.InferOutput<typeof quietHoursSchema>;

/** At most `max` sends to one contact, of all types together, within any `perHours` hours. */
const frequencyCapSchema = v.object({ max: v.number(), perHours: v.number() });
export type FrequencyCap = v.InferOutput<typeof frequencyCapSchema>;

/**
 * When a stage may speak to somebody, and how often. The settings are checked when they are deployed (lib/limits-settings.ts);
 * this is how a function reads them.
 */
export const limitsSchema = v.object({
  missingConsent: v.picklist(MISSING_CONSENT),
  quietHours: v.optional(quietHoursSchema),
  frequencyCaps: v.array(frequencyCapSchema),
  whenCapped: v.picklist(WHEN_CAPPED),
  /** Types that neither wait for quiet hours nor count towards a cap. */
  exemptTypes: v.array(v.string()),
});
export type Limits = v.InferOutput<typeof limitsSchema>;

/** Minutes since midnight. */
export const minuteOfDay = (timeOfDay: string): number => {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return hour * 60 + minute;
};
