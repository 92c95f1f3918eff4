import { REDRIVE_REQUESTED } from '../../lambda/contract/change-events';
import type { Conclusion } from '../../lambda/contract/outcomes';
import { mayBeRedriven } from '../../lambda/domain/notification';
import type { Circumstances } from './simulation';
import type { StateMachine } from './state-machine';

/** After so many an operator gives up. */
const MAX_REDRIVES = 2;
const WITHIN_MS = 120_000;

/** Somebody sees what went wrong and redrives it; the event may come twice, and two may have had the same idea. */
export function redriveSoon(
  { time, random, profile, trace }: Circumstances,
  {
    notificationKey,
    outcome,
    redrives = 0,
  }: Pick<Conclusion, 'notificationKey' | 'outcome'> & { readonly redrives?: number },
  machine: StateMachine,
): void {
  if (profile.redrives === 0 || !mayBeRedriven(outcome) || redrives >= MAX_REDRIVES) return;
  if (!random.chance(profile.redrives)) return;
  const event = {
    'detail-type': REDRIVE_REQUESTED,
    detail: { version: '1', notificationKey, redrives },
  };
  const ask = () => {
    trace.note(() => 'somebody redrives');
    machine.startSoon(machine.nextName('redrive'), event);
  };
  time.at(time.nowMs + random.between(0, WITHIN_MS), ask);
  if (random.chance(0.5)) time.at(time.nowMs + random.between(0, WITHIN_MS), ask);
}
