import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeStack } from '../support/synth';

const template = synthesizeStack();

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('an alarm', () => {
  it('rings at the first notification that is parked', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('"ParkedNotifications"'),
      Namespace: 'ProactiveMessaging/Messaging',
      MetricName: 'Notifications',
      Dimensions: [{ Name: 'Outcome', Value: 'PARKED' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('rings when no sweep was counted for five minutes, also when nothing is counted at all', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('"SweeperSilence"'),
      Namespace: 'ProactiveMessaging/Messaging',
      MetricName: 'Sweeps',
      Dimensions: Match.absent(),
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('watches the namespace that every function counts in, except those that count nothing', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const namespaces = functions.map(
      ({ Properties }) => Properties.Environment.Variables.METRICS_NAMESPACE,
    );

    expect(new Set(namespaces)).toEqual(new Set(['ProactiveMessaging/Messaging', undefined]));
    expect(namespaces.filter((namespace) => namespace === undefined)).toHaveLength(1);
  });
});
