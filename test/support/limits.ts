import { limitsSettings } from '../../lib/limits-settings';
import type { Limits } from '../../lambda/contract/limits';
import * as v from 'valibot';

/** A stage that speaks to everybody who has not opted out, at any time and as often as it likes. */
export const NO_LIMITS: Limits = v.parse(limitsSettings, { missingConsent: 'speak' });

/** The limits of a stage that sets these. */
export const limitsOf = (settings: v.InferInput<typeof limitsSettings>): Limits =>
  v.parse(limitsSettings, { missingConsent: 'speak', ...settings });
