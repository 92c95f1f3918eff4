import { bootstrap } from './cases/bootstrap';
import { change, noDrift } from './cases/change';
import { closed } from './cases/closed';
import { conflict } from './cases/conflict';
import { destroyed } from './cases/destroy';
import { emulatorGaps } from './cases/emulator-gaps';
import { keptConsent, keptDoubt, keptHold, keptSession, keptWait } from './cases/kept-data';
import { redriven } from './cases/redrive';
import { register } from './cases/register';
import { rejectedEvent } from './cases/rejected-event';
import { removedGrant } from './cases/removed-grant';
import { rotatedSecret } from './cases/rotated-secret';
import { schedule } from './cases/schedule';
import { SUITES } from './cases/suites';
import { update } from './cases/update';
import type { E2eCase } from './e2e-case';

/** In the order of a stack's life: it is made, updated, used, broken, changed and destroyed. */
export const CASES: readonly E2eCase[] = [
  emulatorGaps,
  bootstrap,
  update,
  keptSession,
  keptConsent,
  keptWait,
  keptHold,
  register,
  conflict,
  closed,
  schedule,
  rejectedEvent,
  redriven,
  removedGrant,
  rotatedSecret,
  keptDoubt,
  noDrift,
  change,
  destroyed,
  ...SUITES,
];
