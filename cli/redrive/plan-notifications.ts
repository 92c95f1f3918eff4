import Table from 'cli-table3';
import type { Notification } from '../../lambda/domain/notification';
import type { Desk } from '../desk/desk';
import { viewOf } from '../notification-timeline';
import type { NotificationView } from '../notification-timeline';
import { planRedrive } from '../plan/plan-redrive';
import type { RedriveForecast } from '../plan/plan-redrive';
import type { Progress } from '../progress';

/** A notification, and what a redrive would make of it. */
export interface PlannedRedrive {
  readonly notificationKey: string;
  readonly was: Pick<NotificationView, 'state' | 'reason' | 'type' | 'occurrence' | 'redrives'>;
  readonly forecast: RedriveForecast;
  /** Whether it is redriven: what would be refused again is left as it is, with its reason. */
  readonly isWorthIt: boolean;
}

/** Plans one after the other: each reads what its step would read. */
export async function planNotifications(
  desk: Pick<Desk, 'openPlan'>,
  rows: readonly Notification[],
  progress: Progress,
): Promise<PlannedRedrive[]> {
  const deps = await desk.openPlan();
  const planned: PlannedRedrive[] = [];
  for (const row of rows) {
    const { notificationKey, state, reason, type, occurrence, redrives } = viewOf(row);
    // oxlint-disable-next-line no-await-in-loop
    const forecast = await planRedrive(deps, notificationKey);
    const isWorthIt = forecast.kind !== 'none' && forecast.kind !== 'refused';
    const was = { state, reason, type, occurrence, redrives };
    planned.push({ notificationKey, was, forecast, isWorthIt });
    progress.step();
  }
  progress.end();
  return planned;
}

const WHY_NOT: Record<Extract<RedriveForecast, { kind: 'none' }>['why'], string> = {
  unknown: 'nobody knows it',
  inHand: 'it is under way already',
  final: 'it was sent, or its outcome would be the same',
  forgotten: 'its text is not kept any more: request it under a new occurrence',
  overtaken: 'somebody else was faster',
};

const PLACES = {
  existing: 'into the conversation, if Genesys agrees',
  new: 'into a new session',
  channel: 'over the first channel that takes it',
} as const;

function describe(forecast: RedriveForecast): string {
  switch (forecast.kind) {
    case 'send':
      return `send it now ${PLACES[forecast.into]}`;
    case 'held':
      return `wait until ${forecast.until}: ${forecast.reason}`;
    case 'settle':
      return 'look first whether it has arrived, and send only if that is certain and allowed';
    case 'refused':
      return `end as ${forecast.outcome} again: ${forecast.reason}; left as it is`;
    case 'none':
      return `nothing: ${WHY_NOT[forecast.why]}`;
  }
}

/** The plan as a person reads it. */
export function redrivePlanText(planned: readonly PlannedRedrive[]): string {
  const table = new Table({
    head: ['key', 'occurrence', 'is', 'a redrive would'],
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { notificationKey, was, forecast } of planned) {
    const { state, reason = '', occurrence = '' } = was;
    table.push([notificationKey, occurrence, `${state} ${reason}`, describe(forecast)]);
  }
  return table.toString();
}
