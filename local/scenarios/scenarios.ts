import { guestList, shadowMode } from './audience';
import { deliverBy } from './deliver-by';
import { killSwitch } from './kill-switch';
import { notBefore } from './not-before';
import type { Scenario } from './scenario';

/** In the order in which the guardrails are asked. */
export const SCENARIOS: readonly Scenario[] = [
  killSwitch,
  deliverBy,
  notBefore,
  guestList,
  shadowMode,
];
