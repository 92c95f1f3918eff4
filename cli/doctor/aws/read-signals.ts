import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { NEWEST_EVENT_AGE_METRIC, SWEEPS_METRIC } from '../../../lambda/contract/metrics';
import type { NamedState } from '../aws-view';
import type { AwsClients } from './clients';
import type { Resource } from './resources';
import { unlessMissing } from './unless-missing';

const DAY_MS = 86_400_000;
const FIVE_MINUTES = 300;

/** When the newest conversation event of the last day happened, as the metric of the intake tells. */
export async function readNewestEventMs(
  { alarms }: AwsClients,
  Namespace: string,
  nowMs: number,
): Promise<number | undefined> {
  const { Datapoints = [] } = await alarms.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: NEWEST_EVENT_AGE_METRIC,
      StartTime: new Date(nowMs - DAY_MS),
      EndTime: new Date(nowMs),
      Period: FIVE_MINUTES,
      Statistics: ['Minimum'],
    }),
  );
  const times = Datapoints.flatMap(({ Timestamp, Minimum }) =>
    Timestamp === undefined || Minimum === undefined ? [] : Timestamp.getTime() - Minimum * 1000,
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Where and since when to look for signs of life. */
export interface SweepSearch {
  readonly namespace: string;
  readonly logGroups: readonly Resource[];
  readonly sinceMs: number;
  readonly nowMs: number;
}

/**
 * Counts sweeps by their metric. Where nobody makes metrics of the lines that functions write (an emulator), by the
 * lines themselves.
 */
export async function countSweeps(
  { alarms, logs }: AwsClients,
  { namespace, logGroups, sinceMs, nowMs }: SweepSearch,
): Promise<number> {
  const { Datapoints = [] } = await alarms.send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: SWEEPS_METRIC,
      StartTime: new Date(sinceMs),
      EndTime: new Date(nowMs),
      Period: FIVE_MINUTES,
      Statistics: ['Sum'],
    }),
  );
  const counted = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  if (counted > 0) return counted;
  const lines = await Promise.all(
    logGroups.map(async ({ physicalId: logGroupName }) => {
      const filterPattern = `"${SWEEPS_METRIC}"`;
      const command = new FilterLogEventsCommand({
        logGroupName,
        startTime: sinceMs,
        filterPattern,
      });
      return (await unlessMissing(logs.send(command), { events: [] })).events?.length ?? 0;
    }),
  );
  return lines.reduce((sum, count) => sum + count, 0);
}

const RUNBOOK_HEADING = /docs\/runbook\.md, "(\w+)"/;
/** As many as one call may name. */
const MAX_NAMES = 100;

/** Alarms by the name of their heading in the runbook. */
export async function readAlarms(
  { alarms }: AwsClients,
  resources: readonly Resource[],
): Promise<readonly NamedState[]> {
  const AlarmNames = resources.map(({ physicalId }) => physicalId).slice(0, MAX_NAMES);
  const command = new DescribeAlarmsCommand({ AlarmNames, MaxRecords: MAX_NAMES });
  const { MetricAlarms = [] } = await alarms.send(command);
  return MetricAlarms.map(({ AlarmName = '', AlarmDescription = '', StateValue = 'untold' }) => ({
    name: RUNBOOK_HEADING.exec(AlarmDescription)?.[1] ?? AlarmName,
    state: StateValue,
  }));
}
