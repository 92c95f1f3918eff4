import { Names } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  DashboardVariable,
  DefaultValue,
  GraphWidget,
  LogQueryWidget,
  MathExpression,
  TextWidget,
  VariableInputType,
  VariableType,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { GraphWidgetProps, IAlarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { NOTIFICATIONS_METRIC, REASON_DIMENSION } from '../lambda/contract/metrics';
import { OUTCOMES } from '../lambda/contract/outcomes';
import type { DataStore } from './data-store';
import { BUDGET_ALARM_PERCENT } from './messaging-alarms';
import type { MessagingMetrics } from './messaging-metrics';

export interface MessagingDashboardProps {
  readonly metrics: MessagingMetrics;
  readonly alarms: IAlarm[];
  /** Queues that should be empty, by name. */
  readonly queues: Readonly<Record<string, IQueue>>;
  readonly workflow: IStateMachine;
  readonly store: DataStore;
  /** Everything the functions and the workflow write to. */
  readonly logGroups: readonly ILogGroup[];
}

/** CloudWatch's grid is this wide. */
const FULL_WIDTH = 24;
/** What the reader of the dashboard replaces by a key or an id. */
const WANTED = 'KEY_OR_ID';

/** One page that answers three questions, one row of widgets for each. */
export class MessagingDashboard extends Construct {
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MessagingDashboardProps,
  ) {
    super(scope, id);

    this.name = Names.uniqueResourceName(this, { maxLength: 120 });
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: this.name,
      variables: [
        new DashboardVariable({
          id: 'wanted',
          type: VariableType.PATTERN,
          value: WANTED,
          inputType: VariableInputType.INPUT,
          label: 'notificationKey, requestId, conversationId or eventId',
          defaultValue: DefaultValue.value(WANTED),
          visible: true,
        }),
      ],
    });
    dashboard.addWidgets(...this.row('Is it working?', this.working()));
    dashboard.addWidgets(...this.row('Is anything stuck?', this.stuck()));
    dashboard.addWidgets(this.oneNotification());
    dashboard.addWidgets(...this.row('Are we near the limit?', this.limits()));
  }

  /** A headline across the page, and widgets of one width under it. */
  private row(question: string, widgets: IWidget[]): IWidget[] {
    return [
      new TextWidget({ markdown: `# ${question}`, width: FULL_WIDTH, height: 1 }),
      ...widgets,
    ];
  }

  private working(): IWidget[] {
    const { metrics, workflow } = this.props;
    return [
      graph('Outcomes', {
        left: [...OUTCOMES, 'HELD' as const].map((outcome) =>
          metrics.outcomes(outcome).with({ label: outcome }),
        ),
        stacked: true,
      }),
      graph('Seconds until SENT', {
        left: ['p50', 'p95', 'p99'].map((label) => metrics.secondsToSent(label).with({ label })),
      }),
      graph('Attempts', {
        left: [
          workflow.metricStarted({ label: 'started' }),
          workflow.metricFailed({ label: 'failed' }),
          workflow.metricTimedOut({ label: 'timed out' }),
        ],
      }),
      graph('Newest conversation event, age (s)', {
        left: [metrics.newestEventAgeSeconds().with({ label: 'newest event' })],
      }),
    ];
  }

  private stuck(): IWidget[] {
    const { alarms, metrics, queues } = this.props;
    return [
      new AlarmStatusWidget({ title: 'Alarms', alarms, width: 6, height: 6 }),
      graph('Due now', {
        left: [metrics.due().with({ label: 'due' })],
        right: [metrics.oldestDueSeconds().with({ label: 'longest overdue (s)' })],
      }),
      graph('Held, rejected, parked: why', { left: [byReason(metrics.namespace)] }),
      graph('Events kept for a person', {
        left: Object.entries(queues).map(([label, queue]) =>
          queue.metricApproximateNumberOfMessagesVisible({ label }),
        ),
      }),
    ];
  }

  private oneNotification(): IWidget {
    const ids = ['notificationKey', 'requestId', 'conversationId', 'eventId'];
    return new LogQueryWidget({
      title: 'One notification, line by line: give its key or id above',
      logGroupNames: this.props.logGroups.map(({ logGroupName }) => logGroupName),
      queryLines: [
        'fields @timestamp, step, kind, outcome, reason, errorName, correlationId, durationMs, traceId',
        `filter ${ids.map((field) => `${field} = '${WANTED}'`).join(' or ')}`,
        'sort @timestamp asc',
      ],
      width: FULL_WIDTH,
      height: 6,
    });
  }

  private limits(): IWidget[] {
    const { metrics, store, workflow } = this.props;
    const throttles = { metricName: 'WriteThrottleEvents', statistic: 'Sum' };
    return [
      graph('API budget used (%)', {
        left: [metrics.apiBudgetUsedPercent().with({ label: 'used' })],
        leftAnnotations: [{ value: BUDGET_ALARM_PERCENT, label: 'nothing to spare' }],
        leftYAxis: { min: 0 },
      }),
      graph('Put off for want of API budget', {
        left: [metrics.reasons('API_BUDGET').with({ label: 'put off' })],
      }),
      graph('Turned away by AWS', {
        left: [
          workflow.metricThrottled({ label: 'workflow' }),
          store.ledger.metric(throttles.metricName, { ...throttles, label: 'ledger' }),
          store.sessions.metric(throttles.metricName, { ...throttles, label: 'sessions' }),
        ],
      }),
      graph('Refused for missing rights at Genesys', {
        left: [metrics.missingRights().with({ label: 'refused' })],
      }),
    ];
  }
}

const graph = (title: string, props: GraphWidgetProps): GraphWidget =>
  new GraphWidget({ title, width: 6, height: 6, ...props });

/** Whatever reasons were counted: a list of all would be longer than any reader's patience. */
const byReason = (namespace: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('{"${namespace}",${REASON_DIMENSION}} MetricName="${NOTIFICATIONS_METRIC}"', 'Sum', 300)`,
    usingMetrics: {},
    label: '',
  });
