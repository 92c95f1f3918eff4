import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { STAGE, synthesizeStack } from '../support/synth';

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

  it('rings when the newest conversation event is an hour old, or when there is none', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('"RegistrySilence"'),
      Namespace: 'ProactiveMessaging/Messaging',
      MetricName: 'NewestEventAgeSeconds',
      Statistic: 'Minimum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 3600,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('waits for a silence as long as the setting says', () => {
    synthesizeStack({ ...STAGE, registrySilenceMinutes: 5 }).hasResourceProperties(
      'AWS::CloudWatch::Alarm',
      { MetricName: 'NewestEventAgeSeconds', Period: 300, Threshold: 300 },
    );
  });

  it('watches the namespace that every function counts in', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const namespaces = functions.map(
      ({ Properties }) => Properties.Environment.Variables.METRICS_NAMESPACE,
    );

    expect(new Set(namespaces)).toEqual(new Set(['ProactiveMessaging/Messaging']));
  });
});
