import { limitsSettings } from '../../lib/limits-settings';
import type { Limits, QuietHours } from '../../lambda/contract/limits';
import * as v from 'valibot';

/** A stage that speaks to everybody who has not opted out, at any time and as often as it likes. */
export const NO_LIMITS: Limits = v.parse(limitsSettings, { missingConsent: 'speak' });

/** The limits of a stage that sets these. */
export const limitsOf = (settings: v.InferInput<typeof limitsSettings>): Limits =>
  v.parse(limitsSettings, { missingConsent: 'speak', ...settings });

/** Quiet nights, or what is said instead. */
export const quietHours = (fields: Partial<QuietHours> = {}): QuietHours => {
  const nights = { from: '21:00', to: '08:00', timeZone: 'Europe/Berlin', spreadMinutes: 0 };
  const { quietHours: quiet } = limitsOf({ quietHours: { ...nights, ...fields } });
  if (quiet === undefined) throw new Error('no quiet hours');
  return quiet;
};
