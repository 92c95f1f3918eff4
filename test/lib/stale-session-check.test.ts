import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { STAGE, synthesizeStack } from '../support/synth';

const template = synthesizeStack();

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the check of stale sessions', () => {
  it('runs every five minutes, and keeps the run that could not be delivered', () => {
    const [checkId] = Object.keys(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Description: Match.stringLikeRegexp('silent for long$') },
      }),
    );

    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Target: Match.objectLike({
        Arn: { 'Fn::GetAtt': [checkId, 'Arn'] },
        DeadLetterConfig: {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UndeliveredEvents'), 'Arn'] },
        },
      }),
    });
  });

  it('finds its rows in an index that holds keys and times only', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName: 'ByStale',
          KeySchema: [
            { AttributeName: 'stalePartition', KeyType: 'HASH' },
            { AttributeName: 'staleAtMs', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ]),
    });
  });

  it('and the events agree on when a session is stale', () => {
    const functions = synthesizeStack({ ...STAGE, sessionStaleHours: 6 }).findResources(
      'AWS::Lambda::Function',
    );
    const hours = Object.values(functions).flatMap(
      ({ Properties }) => Properties.Environment.Variables.SESSION_STALE_HOURS ?? [],
    );

    expect(hours).toEqual(['6', '6']);
  });
});
