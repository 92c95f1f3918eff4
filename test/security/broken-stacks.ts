import type { ConcreteTemplate, Resource } from './concrete-template';

/** The template with something else in all resources of a type; `name` is part of a logical id. */
const changedIn =
  (template: ConcreteTemplate) =>
  (
    type: string,
    properties: (old: Resource['Properties']) => object,
    name = '',
  ): ConcreteTemplate =>
    Object.fromEntries(
      Object.entries(template).map(([id, { Type, Properties }]) => [
        id,
        {
          Type,
          Properties:
            Type === type && id.includes(name)
              ? { ...Properties, ...properties(Properties) }
              : Properties,
        },
      ]),
    );

/** Changes a property through its JSON, as far down as need be. */
const rewritten =
  (property: string, from: string | RegExp, to: string) =>
  (old: Resource['Properties']): object => {
    const value: unknown = JSON.parse(JSON.stringify(old[property]).replace(from, to));
    return { [property]: value };
  };

const MACHINE = 'AWS::StepFunctions::StateMachine';
const FUNCTION = 'AWS::Lambda::Function';
const POLICY = 'AWS::IAM::ManagedPolicy';

const variable = (name: string, value: string) => () => ({
  Environment: { Variables: { [name]: value } },
});

const definition = (from: string | RegExp, to: string) => (old: Resource['Properties']) => ({
  DefinitionString: String(old.DefinitionString).replace(from, to),
});

/** Stacks that break one house rule each: the rule, what was changed, and what it was changed to. */
export function breakRules(
  template: ConcreteTemplate,
): [rule: string, change: string, ConcreteTemplate][] {
  const changed = changedIn(template);
  return [
    [
      'RuleTargetsKeepWhatFails',
      'a rule has a target without a dead-letter queue',
      changed('AWS::Events::Rule', () => ({ Targets: [{ Arn: 'arn', Id: 'Target0' }] })),
    ],
    [
      'SchedulesKeepWhatFails',
      'a schedule has a dead-letter queue and no retry policy',
      changed('AWS::Scheduler::Schedule', () => ({ Target: { DeadLetterConfig: { Arn: 'arn' } } })),
    ],
    [
      'DeadLetterQueuesAreWatched',
      'one dead-letter queue has no alarm',
      changed('AWS::CloudWatch::Alarm', () => ({ Dimensions: [] }), 'UnreadableEvents'),
    ],
    [
      'DeadLetterQueuesAreWatched',
      'an alarm waits for the second message',
      changed('AWS::CloudWatch::Alarm', () => ({ Threshold: 1 }), 'RejectedEvents'),
    ],
    [
      'SweeperIsWatched',
      'missing sweeps are taken for silence',
      changed('AWS::CloudWatch::Alarm', () => ({ TreatMissingData: 'ignore' }), 'SweeperSilence'),
    ],
    [
      'RightsAreExact',
      'an action has a wildcard',
      changed(POLICY, rewritten('PolicyDocument', 'dynamodb:GetItem', 'dynamodb:Get*')),
    ],
    [
      'RightsAreExact',
      'a resource is left open',
      changed(POLICY, rewritten('PolicyDocument', /"arn:aws:secretsmanager[^"]*"/, '"*"')),
    ],
    [
      'FunctionsShareNoRole',
      'two functions wear one role',
      changed(FUNCTION, () => ({ Role: 'arn:aws:iam::123456789012:role/shared' })),
    ],
    [
      'TablesHaveOneWriterRegion',
      'there is a global table',
      { ...template, Other: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} } },
    ],
    [
      'EnvironmentHoldsNoSecret',
      'a variable holds a secret',
      changed(FUNCTION, variable('OAUTH_CLIENT_SECRET', 's3cr3t')),
    ],
    [
      'EnvironmentHoldsNoSecret',
      'variables are not encrypted',
      changed(FUNCTION, () => ({ KmsKeyArn: undefined })),
    ],
    [
      'NoTalkativeSwitch',
      'certificates are not looked at',
      changed(FUNCTION, variable('NODE_TLS_REJECT_UNAUTHORIZED', '0')),
    ],
    ['NoTalkativeSwitch', 'a level is debug', changed(FUNCTION, variable('LOG_LEVEL', 'DEBUG'))],
    [
      'LogsEndAndAreEncrypted',
      'a log is kept for ever',
      changed('AWS::Logs::LogGroup', () => ({ RetentionInDays: undefined }), 'WorkflowLogs'),
    ],
    [
      'RolesNameTheirWearer',
      'a role is open to every schedule',
      changed(
        'AWS::IAM::Role',
        rewritten('AssumeRolePolicyDocument', 'aws:SourceArn', 'aws:Other'),
      ),
    ],
    [
      'RolesNameTheirWearer',
      'another service than Lambda need not name a source',
      changed(
        'AWS::IAM::Role',
        rewritten('AssumeRolePolicyDocument', /"(StringEquals|ArnLike)"/g, '"$1IfExists"'),
        'Workflow',
      ),
    ],
    [
      'KeyNamesItsUsers',
      'EventBridge may use the key for anybody',
      changed('AWS::KMS::Key', rewritten('KeyPolicy', 'aws:SourceAccount', 'aws:Other')),
    ],
    [
      'KeyNamesItsUsers',
      'the key encrypts logs of another account',
      changed(
        'AWS::KMS::Key',
        rewritten('KeyPolicy', ':123456789012:log-group', ':210987654321:log-group'),
      ),
    ],
    [
      'QueuesNameTheirSenders',
      'any rule may send',
      changed('AWS::SQS::QueuePolicy', rewritten('PolicyDocument', 'aws:SourceArn', 'aws:Other')),
    ],
    [
      'BusReservesOurSource',
      'the bus has no policy',
      changed('AWS::Events::EventBus', () => ({ Policy: undefined })),
    ],
    [
      'BusReservesOurSource',
      'the denial compares a list as if it were one source',
      changed('AWS::Events::EventBus', (old) =>
        old.Policy === undefined
          ? {}
          : rewritten('Policy', 'ForAnyValue:StringEquals', 'StringEquals')(old),
      ),
    ],
    [
      'SendsAreNotRetried',
      'a send is retried',
      changed(
        MACHINE,
        definition('"Post message":{', '"Post message":{"Retry":[{"ErrorEquals":["States.ALL"]}],'),
      ),
    ],
    [
      'SendsAreNotRetried',
      'a failure of a send is not caught',
      changed(MACHINE, definition(/"Catch":\[[^\]]*\][^\]]*\]/g, '"Catch":[]')),
    ],
    [
      'SendsAreNotRetried',
      'a state that sends has another name',
      changed(MACHINE, definition('"Send by channel":{', '"Send":{')),
    ],
    [
      'ExecutionsAreNotLogged',
      'inputs are logged',
      changed(MACHINE, () => ({
        LoggingConfiguration: { IncludeExecutionData: true, Level: 'ERROR' },
      })),
    ],
  ];
}
