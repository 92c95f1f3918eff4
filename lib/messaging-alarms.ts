import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  NEWEST_EVENT_AGE_METRIC,
  NOTIFICATIONS_METRIC,
  OUTCOME_DIMENSION,
  SWEEPS_METRIC,
} from '../lambda/contract/metrics';

export interface MessagingAlarmsProps {
  /** Queues that should be empty, by the name of their heading in the runbook. */
  readonly queues: Readonly<Record<string, IQueue>>;
  readonly metricsNamespace: string;
  /**
   * How old the newest conversation event may be.
   *
   * @default Duration.minutes(60)
   */
  readonly registrySilence?: Duration;
  /** @default - alarms change state and tell nobody */
  readonly topic?: ITopic;
}

const MINUTE = Duration.minutes(1);

/** One alarm for everything that may keep a message from a customer, each with its heading in docs/runbook.md. */
export class MessagingAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MessagingAlarmsProps,
  ) {
    super(scope, id);
    const namespace = props.metricsNamespace;

    for (const [name, queue] of Object.entries(props.queues)) {
      const metric = queue.metricApproximateNumberOfMessagesVisible({ period: MINUTE });
      this.aboveZero(name, 'holds messages', metric);
    }
    this.aboveZero(
      'ParkedNotifications',
      'a notification waits for a person',
      new Metric({
        namespace,
        metricName: NOTIFICATIONS_METRIC,
        dimensionsMap: { [OUTCOME_DIMENSION]: 'PARKED' },
        statistic: 'Sum',
        period: MINUTE,
      }),
    );
    this.alarm('SweeperSilence', 'no sweep for five minutes', {
      metric: new Metric({
        namespace,
        metricName: SWEEPS_METRIC,
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    const silence = props.registrySilence ?? Duration.minutes(60);
    // No event at all is missing data, and events that come late are old: both are silence.
    this.alarm('RegistrySilence', 'no recent conversation event', {
      metric: new Metric({
        namespace,
        metricName: NEWEST_EVENT_AGE_METRIC,
        statistic: 'Minimum',
        period: silence,
      }),
      threshold: silence.toSeconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
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
    const alarm = new Alarm(this, name, {
      ...props,
      alarmDescription: `${stack}: ${name}, ${sentence}. See docs/runbook.md, "${name}".`,
    });
    if (this.props.topic) alarm.addAlarmAction(new SnsAction(this.props.topic));
  }
}
