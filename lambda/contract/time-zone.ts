import * as v from 'valibot';

/** Names only: some runtimes take an offset like "+02:00" for a zone, which knows no summer. */
const ZONE_NAME = /^[A-Za-z][\w+/-]{0,63}$/;

const known = new Set<string>();

/** Whether this runtime knows the IANA zone. */
export function isTimeZone(timeZone: string): boolean {
  if (known.has(timeZone)) return true;
  if (!ZONE_NAME.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    known.add(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** An IANA zone, from outside; `problem` is what is said about another one. */
export const timeZoneSchema = (problem: string) => v.pipe(v.string(), v.check(isTimeZone, problem));
