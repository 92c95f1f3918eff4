import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { EVENT_SOURCE, STAGE, synthesizeStack } from '../support/synth';

const template = synthesizeStack();

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const resources = (type: string) => Object.values(template.findResources(type));

describe('the tables', () => {
  it('are on demand, encrypted with our key, recoverable, protected and outlive the stack', () => {
    template.allResources('AWS::DynamoDB::Table', {
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: Match.objectLike({ SSEEnabled: true, SSEType: 'KMS' }),
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      }),
      DeletionPolicy: 'Retain',
    });
  });

  it('vanish with a stage that keeps no data', () => {
    const shortLived = synthesizeStack({ ...STAGE, retainData: false });

    shortLived.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: Match.objectLike({ DeletionProtectionEnabled: false }),
    });
  });
});

describe('the functions', () => {
  it('run on the newest Node.js on arm64, are traced, and keep their logs for three months', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('have a role each', () => {
    const roles = resources('AWS::Lambda::Function').map(({ Properties }) =>
      JSON.stringify(Properties.Role),
    );

    expect(roles).toHaveLength(10);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it('hold no secret in their environment, only its name', () => {
    const names = resources('AWS::Lambda::Function').flatMap(({ Properties }) =>
      Object.keys(Properties.Environment.Variables),
    );

    expect(names).toContain('OAUTH_CLIENT_SECRET_ARN');
    expect(names.filter((name) => /SECRET|TOKEN|PASSWORD/.test(name))).toEqual(
      names.filter((name) => name.endsWith('_SECRET_ARN')),
    );
  });

  it('speak to the hosts of the configured region', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          GENESYS_API_URL: 'https://api.mypurecloud.ie',
          GENESYS_LOGIN_URL: 'https://login.mypurecloud.ie',
          GENESYS_DIALECT: 'platform',
        }),
      },
    });
  });
});

describe('event delivery', () => {
  it('takes the group of schedules away with the bus they speak to, also where data is retained', () => {
    const groups = Object.values(template.findResources('AWS::Scheduler::ScheduleGroup'));

    expect(groups.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete']);
  });

  it('associates the partner event source', () => {
    template.hasResourceProperties('AWS::Events::EventBus', {
      EventSourceName: EVENT_SOURCE,
      Name: EVENT_SOURCE,
    });
  });

  it('works without a partner event source, on the extra sources alone', () => {
    const extraOnly = synthesizeStack({ genesys: { domain: 'mypurecloud.ie' } });

    extraOnly.resourceCountIs('AWS::Events::EventBus', 1);
    extraOnly.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        source: Match.arrayWith(['com.genesys.cloud']),
      }),
    });
  });

  it('retries every rule target for a day and then keeps the event', () => {
    template.allResourcesProperties('AWS::Events::Rule', {
      Targets: [
        Match.objectLike({
          DeadLetterConfig: { Arn: Match.anyValue() },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
  });

  it('keeps what failed for two weeks, encrypted, over TLS only, and raises an alarm for each queue', () => {
    const queues = resources('AWS::SQS::Queue');
    const deadLetterQueues = queues.filter(({ Properties }) => !Properties.RedrivePolicy);

    expect(deadLetterQueues).toHaveLength(3);
    for (const { Properties } of deadLetterQueues) {
      expect(Properties.MessageRetentionPeriod).toBe(1_209_600);
    }
    for (const { Properties } of queues) expect(Properties.KmsMasterKeyId).toBeDefined();
    template.resourceCountIs('AWS::SQS::QueuePolicy', queues.length);
    template.resourcePropertiesCountIs(
      'AWS::CloudWatch::Alarm',
      { Namespace: 'AWS/SQS' },
      deadLetterQueues.length,
    );
  });

  it('tells the configured topic of every alarm', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-west-1:123456789012:oncall';

    const watched = synthesizeStack({ ...STAGE, alarmTopicArn });

    watched.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [alarmTopicArn] });
  });

  it('reports failures of single events to the queue, so that good ones are not read again', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});
