import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import * as metrics from '../../lambda/contract/metrics';
import { ProactiveMessaging } from '../../lib';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Theirs');
const messaging = new ProactiveMessaging(stack, 'Messaging', {
  genesys: { domain: 'mypurecloud.ie' },
});

const GRANTS = {
  Requester: (grantee: IGrantable) => messaging.grantRequest(grantee),
  Planner: (grantee: IGrantable) => messaging.grantSchedule(grantee),
  Reader: (grantee: IGrantable) => messaging.grantReadLedger(grantee),
  Operator: (grantee: IGrantable) => messaging.grantOperate(grantee),
};
for (const [id, grant] of Object.entries(GRANTS)) {
  grant(new Role(stack, id, { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
}
const template = Template.fromStack(stack);

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What a role is allowed after its grant, key use left out. */
function statementsOf(role: keyof typeof GRANTS) {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const [, policy] = policies.find(([id]) => id.startsWith(role))!;
  const statements: Statement[] = policy.Properties.PolicyDocument.Statement;
  return statements
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat().filter((action) => !action.startsWith('kms:')),
      resource: JSON.stringify(Resource),
      condition: Condition,
    }))
    .filter(({ actions }) => actions.length > 0);
}

describe('what a grant allows', () => {
  it('to those who request: publishing on our bus, and nothing else', () => {
    expect(statementsOf('Requester')).toEqual([
      { actions: ['events:PutEvents'], resource: expect.stringContaining('IntakeBus') },
    ]);
  });

  it('to those who schedule: schedules of our group, with our role and for the scheduler only', () => {
    const statements = statementsOf('Planner');

    expect(statements.flatMap(({ actions }) => actions).toSorted()).toEqual([
      'iam:PassRole',
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
      'scheduler:GetSchedule',
      'scheduler:ListSchedules',
      'scheduler:UpdateSchedule',
    ]);
    expect(statements.find(({ actions }) => actions.includes('iam:PassRole'))).toMatchObject({
      resource: expect.stringContaining('SchedulesRightsRole'),
      condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
  });

  it('to those who read: the ledger and no other table', () => {
    const statements = statementsOf('Reader');

    expect(statements).toEqual([
      {
        actions: ['dynamodb:GetItem', 'dynamodb:Query'],
        resource: expect.stringContaining('StoreLedger'),
      },
    ]);
    expect(statements[0]?.resource).not.toContain('StoreSessions');
  });

  it('to those who operate: to write one row of the ledger, the kill switch', () => {
    const writes = statementsOf('Operator').filter(({ actions }) =>
      actions.some((action) => /Put|Update|Delete(?!Message)|Write/.test(action)),
    );

    expect(writes).toEqual([
      {
        actions: ['dynamodb:UpdateItem'],
        resource: expect.stringContaining('StoreLedger'),
        condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['CONTROL'] } },
      },
    ]);
  });

  it('to those who operate: to empty the three queues of what failed, not that of the registry', () => {
    const queues = statementsOf('Operator')
      .filter(({ actions }) => actions.includes('sqs:DeleteMessage'))
      .map(({ resource }) => resource);

    expect(queues).toHaveLength(3);
    expect(queues.some((resource) => resource.includes('IntakeQueue'))).toBe(false);
  });
});

describe('the metrics', () => {
  it.each([
    [messaging.metricSent(), metrics.NOTIFICATIONS_METRIC, { outcome: 'SENT' }, 'Sum'],
    [messaging.metricParked(), metrics.NOTIFICATIONS_METRIC, { outcome: 'PARKED' }, 'Sum'],
    [
      messaging.metricOutcome('EXPIRED'),
      metrics.NOTIFICATIONS_METRIC,
      { outcome: 'EXPIRED' },
      'Sum',
    ],
    [
      messaging.metricReason('ANSWER_LOST'),
      metrics.NOTIFICATIONS_METRIC,
      { reason: 'ANSWER_LOST' },
      'Sum',
    ],
    [messaging.metricApiBudgetUsed(), metrics.API_BUDGET_USED_METRIC, undefined, 'Maximum'],
    [messaging.metricDue(), metrics.DUE_METRIC, undefined, 'Maximum'],
    [messaging.metricSweeps(), metrics.SWEEPS_METRIC, undefined, 'Sum'],
    [messaging.metricNewestEventAge(), metrics.NEWEST_EVENT_AGE_METRIC, undefined, 'Minimum'],
  ])('are those that the functions count: %s', (metric, metricName, dimensions, statistic) => {
    expect(metric).toMatchObject({ metricName, dimensions, statistic });
    expect(metric.namespace).toBe(messaging.metricsNamespace);
  });

  it('can be asked for in another statistic and period', () => {
    const metric = messaging.metricSent({ statistic: 'Average', period: Duration.hours(1) });

    expect(metric.statistic).toBe('Average');
    expect(metric.period.toMinutes()).toBe(60);
  });

  it('lie where the functions write them', () => {
    const functions = template.findResources('AWS::Lambda::Function');
    const namespaces = Object.values(functions).map(
      ({ Properties }) => Properties.Environment?.Variables.METRICS_NAMESPACE,
    );

    expect(new Set(namespaces.filter(Boolean))).toEqual(new Set([messaging.metricsNamespace]));
  });
});
