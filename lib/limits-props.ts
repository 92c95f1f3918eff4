import * as v from 'valibot';
import type { Limits } from '../lambda/contract/limits';
import { limitsSettings } from './limits-settings';
import { describeSetting } from './setting-problems';

type Settings = v.InferInput<typeof limitsSettings>;

/** When a stage may speak to somebody, and how often. */
export interface LimitsProps {
  /**
   * What to do about a contact of whose consent nobody has told: `suppress` stays silent until a
   * `RecipientPreferenceChanged` says `optedIn`, `speak` writes to everybody who has not opted out.
   *
   * @default 'suppress'
   */
  readonly missingConsent?: Settings['missingConsent'];

  /**
   * When messages wait: from one time of day to another, in the contact's own zone where it is known.
   *
   * @default - messages are sent at any time
   */
  readonly quietHours?: Settings['quietHours'];

  /**
   * At most so many messages to one contact within so many hours, of all types together.
   *
   * @default - no caps
   */
  readonly frequencyCaps?: Settings['frequencyCaps'];

  /**
   * Whether a message that meets a cap is dropped or waits until there is room.
   *
   * @default 'suppress'
   */
  readonly whenCapped?: Settings['whenCapped'];

  /**
   * Types of notifications that neither wait for quiet hours nor count towards a cap.
   *
   * @default - none
   */
  readonly exemptTypes?: Settings['exemptTypes'];
}

/** Consent, quiet hours or caps are set to something that cannot work; the message names the props. */
export class LimitsError extends Error {
  override readonly name = 'LimitsError';
}

/**
 * Reads the limits among a construct's props, with their defaults.
 *
 * @throws LimitsError
 */
export function toLimits(props: LimitsProps): Limits {
  const parsed = v.safeParse(limitsSettings, props);
  if (parsed.success) return parsed.output;
  throw new LimitsError(parsed.issues.map(describeSetting).join('\n'));
}
