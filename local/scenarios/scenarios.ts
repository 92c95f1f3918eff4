import { apiBudget } from './api-budget';
import { guestList, shadowMode } from './audience';
import { cancelled, rescheduled } from './changes';
import { deliverBy } from './deliver-by';
import { killSwitch } from './kill-switch';
import { notBefore } from './not-before';
import { template } from './template';
import { trigger } from './trigger';
import type { Scenario } from './scenario';

/** In the order in which the guardrails are asked. */
export const SCENARIOS: readonly Scenario[] = [
  killSwitch,
  cancelled,
  rescheduled,
  deliverBy,
  notBefore,
  guestList,
  shadowMode,
  apiBudget,
  template,
  trigger,
];
