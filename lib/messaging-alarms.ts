import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MessagingMetrics } from './messaging-metrics';

/** Where the runbook is read from this repository. */
export const RUNBOOK = 'docs/runbook.md';

/** Of the API budget: from here on nearly every request waits for its slot. */
export const BUDGET_ALARM_PERCENT = 95;

/** Nothing that is due waits that long, unless sweeps or the API budget can't keep up. */
const OVERDUE = Duration.hours(1);

export interface MessagingAlarmsProps {
  /** Queues that should be empty, by the name of their heading in the runbook. */
  readonly queues: Readonly<Record<string, IQueue>>;
  readonly metrics: MessagingMetrics;
  /**
   * How old the newest conversation event may be.
   *
   * @default Duration.minutes(60)
   */
  readonly registrySilence?: Duration;
  /** @default RUNBOOK */
  readonly runbookUrl?: string;
  /** @default - alarms change state and tell nobody */
  readonly topic?: ITopic;
}

const MINUTE = Duration.minutes(1);

/** One alarm for everything that may keep a message from a customer, each with its heading in docs/runbook.md. */
export class MessagingAlarms extends Construct {
  readonly all: Alarm[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MessagingAlarmsProps,
  ) {
    super(scope, id);
    const { metrics, queues } = props;

    for (const [name, queue] of Object.entries(queues)) {
      const metric = queue.metricApproximateNumberOfMessagesVisible({ period: MINUTE });
      this.aboveZero(name, 'holds messages', metric);
    }
    const parked = metrics.outcomes('PARKED', { period: MINUTE });
    this.aboveZero('ParkedNotifications', 'a notification waits for a person', parked);
    this.aboveZero('MissingRights', 'Genesys refuses the OAuth client', metrics.missingRights());
    this.alarm('SweeperSilence', 'no sweep for five minutes', {
      metric: metrics.sweeps(),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    const silence = props.registrySilence ?? Duration.minutes(60);
    // No event at all is missing data, and events that come late are old: both are silence.
    this.alarm('RegistrySilence', 'no recent conversation event', {
      metric: metrics.newestEventAgeSeconds().with({ period: silence }),
      threshold: silence.toSeconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.alarm('OverdueNotifications', 'something has been due for an hour', {
      metric: metrics.oldestDueSeconds(),
      threshold: OVERDUE.toSeconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 5,
      // Sweeps that do not come have an alarm of their own.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.alarm('ApiBudgetExhausted', 'no slot to spare for a quarter of an hour', {
      metric: metrics.apiBudgetUsedPercent(),
      threshold: BUDGET_ALARM_PERCENT,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 15,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private aboveZero(name: string, sentence: string, metric: IMetric): void {
    this.alarm(name, sentence, {
      metric,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private alarm(name: string, sentence: string, props: AlarmProps): void {
    const stack = Stack.of(this).stackName;
    // Hosts of Markdown name a heading by its words in lower case.
    const heading = `${this.props.runbookUrl ?? RUNBOOK}#${name.toLowerCase()}`;
    const alarm = new Alarm(this, name, {
      ...props,
      alarmDescription: `${stack}: ${name}, ${sentence}. What to do: ${heading}`,
    });
    if (this.props.topic) alarm.addAlarmAction(new SnsAction(this.props.topic));
    this.all.push(alarm);
  }
}
