import { ATTEMPT_DUE } from '../../lambda/contract/request-events';
import type { Notification, WaitingNotification } from '../../lambda/domain/notification';
import type { Ledger } from '../../lambda/domain/ports';
import type { Reopening } from '../../lambda/domain/ports-redriving';
import { redrive } from '../../lambda/steps/redrive';
import type { Redriven } from '../../lambda/steps/redrive';
import { forecast } from './plan-request';
import type { Forecast, PlanDeps } from './plan-request';
import { readOnlyLedger } from './read-only-ledger';

/** What would become of a notification if it were redriven now. */
export type RedriveForecast =
  | Exclude<Forecast, { kind: 'invalid' | 'known' }>
  /** A send whose answer was lost is looked for in the conversation before anything else. */
  | { readonly kind: 'settle' }
  /** It gets no second chance. */
  | { readonly kind: 'none'; readonly why: Exclude<Redriven, 'reopened'> };

/** Reopens a notification in a ledger that writes nothing, and lets the stack's own step go on with it. */
export async function planRedrive(
  deps: PlanDeps,
  notificationKey: string,
): Promise<RedriveForecast> {
  const known = await deps.ledger.fetchNotification(notificationKey);
  const { ledger, current } = pretending(deps.ledger, known);
  const again = { notificationKey, redrives: known?.redrives ?? 0 };
  const redriven = await redrive({ ...deps, ledger }, again);
  if (redriven !== 'reopened') return { kind: 'none', why: redriven };
  const row = current();
  return row?.kind === 'waiting'
    ? forecastAttempt({ ...deps, ledger }, row)
    : { kind: 'none', why: 'final' };
}

async function forecastAttempt(
  deps: PlanDeps,
  { intent, doubt }: WaitingNotification,
): Promise<RedriveForecast> {
  if (doubt !== undefined) return { kind: 'settle' };
  const { notificationKey, contactId } = intent;
  const event = { id: 'plan', 'detail-type': ATTEMPT_DUE, detail: { notificationKey } };
  const would = await forecast(deps, event, contactId);
  // Somebody who sends at this very moment is settled as well.
  return would.kind === 'invalid' || would.kind === 'known' ? { kind: 'settle' } : would;
}

/** A ledger that writes nothing, and shows this one notification as if it had been reopened once it was. */
function pretending(ledger: Ledger, known: Notification | undefined) {
  let row = known;
  const pretended: Ledger = {
    ...readOnlyLedger(ledger),
    fetchNotification: async () => await Promise.resolve(row),
    reopen: async ({ change }) => {
      row = row && reopened(row, change);
      return await Promise.resolve('reopened');
    },
  };
  return { ledger: pretended, current: () => row };
}

function reopened(row: Notification, change: Reopening['change']): Notification {
  if (row.kind === 'waiting') {
    const { hold: _, ...rest } = row;
    return rest;
  }
  if (change.kind === 'release') return row;
  const { decisions, doubt, redrives } = row;
  const counters = { attempts: 0, conflicts: 0, looks: 0 };
  return { kind: 'waiting', intent: change.intent, ...counters, decisions, doubt, redrives };
}
