import * as v from 'valibot';

/** Longest delay after an event that a request may ask for: a year. */
export const MAX_DELAY_SECONDS = 366 * 86_400;

/** Names the recipient's own time zone, whatever it is. */
export const RECIPIENT_ZONE = 'recipient';

/** The pattern lets offsets pass that no clock of this runtime reads ("+05"); those would become a time that is no number. */
export const instantSchema = v.config(
  v.pipe(
    v.string(),
    v.isoTimestamp('INVALID_TIME'),
    v.check((time) => !Number.isNaN(Date.parse(time)), 'INVALID_TIME'),
  ),
  { abortPipeEarly: true },
);

/** A wall clock and the zone it hangs in. Which instant that is, is decided when the request arrives. */
export const localTimeSchema = v.object({
  /** Date and time of day to the minute: `2026-12-01T09:00`. */
  local: v.config(
    v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'INVALID_TIME'),
      v.check(isOnCalendar, 'INVALID_TIME'),
    ),
    { abortPipeEarly: true },
  ),
  /** IANA zone, or `recipient`. */
  timeZone: v.pipe(
    v.string(),
    v.minLength(1, 'UNKNOWN_TIME_ZONE'),
    v.maxLength(64, 'UNKNOWN_TIME_ZONE'),
  ),
});

/** The 31st of a month that has one, and an hour that every day has. */
function isOnCalendar(local: string): boolean {
  const atMs = Date.parse(`${local}Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(local);
}

/** Which of the two an input means to be is decided first, so that its problems can be named. */
export const beginningSchema = v.lazy((input) =>
  typeof input === 'object' ? localTimeSchema : instantSchema,
);

/** When a notification may be sent, at the earliest and at the latest. */
export const whenEntries = {
  /** Not to be sent before this instant or local time. */
  notBefore: v.optional(beginningSchema),
  /** Instead: not to be sent before so many seconds after the event itself. */
  afterSeconds: v.optional(
    v.pipe(
      v.number(),
      v.integer('INVALID_DELAY'),
      v.minValue(0, 'INVALID_DELAY'),
      v.maxValue(MAX_DELAY_SECONDS, 'INVALID_DELAY'),
    ),
  ),
  /** The message is worthless after this instant. */
  deliverBy: v.optional(instantSchema),
};
export type When = v.InferOutput<v.ObjectSchema<typeof whenEntries, undefined>>;
