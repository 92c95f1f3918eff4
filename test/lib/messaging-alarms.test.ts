import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { STAGE, synthesizeStack } from '../support/synth';

const template = synthesizeStack();

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('an alarm', () => {
  it('rings at the first notification that is parked', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#parkednotifications$'),
      Namespace: 'ProactiveMessaging/Messaging',
      MetricName: 'Notifications',
      Dimensions: [{ Name: 'outcome', Value: 'PARKED' }],
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
      AlarmDescription: Match.stringLikeRegexp('#sweepersilence$'),
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
      AlarmDescription: Match.stringLikeRegexp('#registrysilence$'),
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

  it('rings at the first refusal that only more rights at Genesys can mend', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#missingrights$'),
      MetricName: 'MissingRights',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('rings when the API budget has had no slot to spare for a quarter of an hour', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#apibudgetexhausted$'),
      MetricName: 'ApiBudgetUsedPercent',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 15,
      Threshold: 95,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('rings when something has been due for an hour, at five sweeps in a row', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#overduenotifications$'),
      MetricName: 'OldestDueSeconds',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 5,
      Threshold: 3600,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('watches every queue in which nothing belongs', () => {
    const watched = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
      .filter(({ Properties }) => Properties.Namespace === 'AWS/SQS')
      .map(({ Properties }) => Properties.Dimensions[0].Value['Fn::GetAtt'][0]);
    const feeding = template.findResources('AWS::Lambda::EventSourceMapping');
    const kept = Object.keys(template.findResources('AWS::SQS::Queue')).filter(
      (queue) => !JSON.stringify(feeding).includes(queue),
    );

    expect(new Set(watched)).toEqual(new Set(kept));
    expect(kept).toHaveLength(3);
  });

  it('says where to read what to do, beginning with the address a stage sets', () => {
    const runbookUrl = 'https://wiki.example.com/runbook';
    const alarms = synthesizeStack({ ...STAGE, runbookUrl }).findResources(
      'AWS::CloudWatch::Alarm',
    );
    const descriptions = Object.values(alarms).map(({ Properties }) => Properties.AlarmDescription);

    expect(descriptions).toContainEqual(
      'Messaging: SweeperSilence, no sweep for five minutes. What to do: https://wiki.example.com/runbook#sweepersilence',
    );
    expect(descriptions.every((each) => each.includes(`${runbookUrl}#`))).toBe(true);
  });

  it('watches one metric and no formula, which an emulator would not take', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));

    expect(alarms.filter(({ Properties }) => Properties.Metrics !== undefined)).toEqual([]);
  });

  it('watches the namespace that every function counts in', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const namespaces = functions.map(
      ({ Properties }) => Properties.Environment.Variables.METRICS_NAMESPACE,
    );

    expect(new Set(namespaces)).toEqual(new Set(['ProactiveMessaging/Messaging']));
  });
});
