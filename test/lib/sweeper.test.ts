import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeStack } from '../support/synth';

const template = synthesizeStack();
const [sweeperId] = Object.keys(
  template.findResources('AWS::Lambda::Function', {
    Properties: { Description: Match.stringLikeRegexp('that are due$') },
  }),
);
afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the sweeper', () => {
  it('runs every minute, on the minute, and keeps the sweep that could not be delivered', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: Match.objectLike({
        Arn: { 'Fn::GetAtt': [sweeperId, 'Arn'] },
        DeadLetterConfig: {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UndeliveredEvents'), 'Arn'] },
        },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
      }),
    });
  });

  it('knows the ledger, the workflow, the API budget and no secret', () => {
    const { Properties } = template.toJSON().Resources[sweeperId ?? ''];

    expect(Object.keys(Properties.Environment.Variables).toSorted()).toEqual([
      'GENESYS_REQUESTS_PER_MINUTE',
      'LEDGER_TABLE_NAME',
      'METRICS_NAMESPACE',
      'OAUTH_CLIENT_SECRET_ARN',
      'STATE_MACHINE_ARN',
    ]);
  });

  it('finds what is due in an index that holds keys and times only', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName: 'ByDue',
          KeySchema: [
            { AttributeName: 'duePartition', KeyType: 'HASH' },
            { AttributeName: 'dueAtMs', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ]),
    });
  });
});
