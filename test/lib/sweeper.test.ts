import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeStack } from '../support/synth';

const template = synthesizeStack();
const [sweeperId] = Object.keys(
  template.findResources('AWS::Lambda::Function', {
    Properties: { Description: Match.stringLikeRegexp('that are due$') },
  }),
);
const idOf = (type: string, props: object = {}): string | undefined =>
  Object.keys(template.findResources(type, props))[0];

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

  it('may read one index and single rows, move rows on, start the workflow, use the key and trace, and nothing else', () => {
    const ledger = idOf('AWS::DynamoDB::Table', {
      Properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
    });
    const policies = template.findResources('AWS::IAM::Policy', {
      Properties: { PolicyName: Match.stringLikeRegexp('Sweeper') },
    });

    const statements = Object.values(policies).map(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );

    expect(statements).toEqual([
      [
        // X-Ray knows no resources to name.
        {
          Effect: 'Allow',
          Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: 'dynamodb:Query',
          Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [ledger, 'Arn'] }, '/index/ByDue']] },
        },
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          Resource: { 'Fn::GetAtt': [ledger, 'Arn'] },
        },
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
          Resource: { 'Fn::GetAtt': [idOf('AWS::KMS::Key'), 'Arn'] },
        },
        {
          Effect: 'Allow',
          Action: 'states:StartExecution',
          Resource: { Ref: idOf('AWS::StepFunctions::StateMachine') },
        },
      ],
    ]);
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
