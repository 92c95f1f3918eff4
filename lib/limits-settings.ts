import * as v from 'valibot';
import { minuteOfDay, MISSING_CONSENT, WEEKDAYS, WHEN_CAPPED } from '../lambda/contract/limits';
import { notificationTypeSchema } from '../lambda/contract/request-events';
import { timeZoneSchema } from '../lambda/contract/time-zone';

const MINUTES_PER_DAY = 24 * 60;
/** As long as a concluded notification is remembered. */
const MAX_PERIOD_HOURS = 90 * 24;
/** Each send within the longest period is a line in the recipient's row, and rows are paid for by size. */
const MAX_CAP = 50;

const timeOfDaySchema = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "21:00"'),
);

const wholeNumber = (from: number, to: number) => {
  const expected = `a whole number from ${from} to ${to}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(from, expected),
    v.maxValue(to, expected),
  );
};

const quietHoursFields = v.strictObject({
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  timeZone: timeZoneSchema('an IANA time zone such as "Europe/Berlin"'),
  days: v.optional(
    v.pipe(v.array(v.picklist(WEEKDAYS)), v.minLength(1, 'at least one day, or no quietHours')),
    [...WEEKDAYS],
  ),
  spreadMinutes: v.optional(wholeNumber(0, MINUTES_PER_DAY), 30),
  recipientTimeZone: v.optional(v.boolean(), true),
});

const openMinutes = ({ from, to }: { readonly from: string; readonly to: string }): number =>
  (minuteOfDay(from) - minuteOfDay(to) + MINUTES_PER_DAY) % MINUTES_PER_DAY;

const quietHoursSchema = v.pipe(
  quietHoursFields,
  v.forward(
    v.partialCheck(
      [['from'], ['to']],
      ({ from, to }) => from !== to,
      'another time than from: a whole quiet day would never let anybody speak',
    ),
    ['to'],
  ),
  v.forward(
    v.partialCheck(
      [['from'], ['to'], ['spreadMinutes']],
      (quiet) => quiet.from === quiet.to || quiet.spreadMinutes <= openMinutes(quiet),
      'at most the minutes between to and from, when speaking is allowed',
    ),
    ['spreadMinutes'],
  ),
);

const frequencyCapSchema = v.strictObject({
  max: wholeNumber(1, MAX_CAP),
  perHours: wholeNumber(1, MAX_PERIOD_HOURS),
});

/** The limits of a stage as they are set, with their defaults. */
export const limitsSettings = v.object({
  missingConsent: v.optional(v.picklist(MISSING_CONSENT), 'suppress'),
  quietHours: v.optional(quietHoursSchema),
  frequencyCaps: v.optional(
    v.pipe(v.array(frequencyCapSchema), v.maxLength(5, 'at most 5 caps')),
    [],
  ),
  whenCapped: v.optional(v.picklist(WHEN_CAPPED), 'suppress'),
  exemptTypes: v.optional(
    v.pipe(v.array(notificationTypeSchema), v.maxLength(20, 'at most 20 types')),
    [],
  ),
});
