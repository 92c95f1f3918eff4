import { apiBudget } from './api-budget';
import { guestList, shadowMode } from './audience';
import { cancelled, rescheduled } from './changes';
import { consent } from './consent';
import { deliverBy } from './deliver-by';
import { killSwitch } from './kill-switch';
import { frequencyCap, quietHours } from './limits';
import { notBefore } from './not-before';
import { agentPresent, fallback, waitForClose, waitForReturn } from './session-policies';
import { stillTrue } from './still-true';
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
  consent,
  guestList,
  shadowMode,
  quietHours,
  frequencyCap,
  stillTrue,
  apiBudget,
  waitForClose,
  waitForReturn,
  agentPresent,
  fallback,
  template,
  trigger,
];
