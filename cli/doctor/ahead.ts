/** The date of an answer counts whole seconds, rounded down. */
const MEAN_CUT_MS = 500;

/** When a request left and its answer was there, in milliseconds since the epoch on our clock. */
export interface Interval {
  readonly sentMs: number;
  readonly answeredMs: number;
}

/** How far the clock behind an answer's Date is ahead of ours, in milliseconds; right within about a second. */
export function aheadOf(
  date: string | undefined,
  { sentMs, answeredMs }: Interval,
): number | undefined {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return undefined;
  return Math.round(theirs + MEAN_CUT_MS - (sentMs + answeredMs) / 2);
}
