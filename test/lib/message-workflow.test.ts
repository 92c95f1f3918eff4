import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { STAGE, synthesizeStack, workflowDefinition } from '../support/synth';

const template = synthesizeStack();
const definition = workflowDefinition(template);
const tasks = Object.entries(definition.States).filter(([, { Type }]) => Type === 'Task');

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the workflow', () => {
  it('has exactly the states of the picture in its documentation', () => {
    expect(Object.keys(definition.States).toSorted()).toEqual([
      'Another attempt?',
      'Diagnose refusal',
      'Done',
      'Keep rejected event',
      'Keep untaken event',
      'Load session',
      'Must it be heard?',
      'Not taken in',
      'Note as told',
      'Open new session',
      'Post message',
      'Preflight conversation',
      'Publish conflict',
      'Publish hold',
      'Publish outcome',
      'Publish rejection',
      'Ready?',
      'Reconcile',
      'Send by channel',
      'Wait for slot',
      'What came of it?',
      'Where to?',
    ]);
  });

  it('is Express, in JSONata, and over before Express would end it', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'EXPRESS',
    });
    expect(definition.QueryLanguage).toBe('JSONata');
    expect(definition.TimeoutSeconds).toBeLessThan(300);
  });

  it('is a standard workflow where the stage says so', () => {
    synthesizeStack({ ...STAGE, workflowType: 'STANDARD' }).hasResourceProperties(
      'AWS::StepFunctions::StateMachine',
      { StateMachineType: 'STANDARD' },
    );
  });

  it.each(['Post message', 'Open new session', 'Send by channel'])(
    'never repeats "%s", and reconciles whatever went wrong',
    (name) => {
      const state = definition.States[name];

      expect(state?.Retry).toBeUndefined();
      expect(state?.Catch).toEqual([
        expect.objectContaining({ ErrorEquals: ['States.ALL'], Next: 'Reconcile' }),
      ]);
    },
  );

  it('is traced, together with the functions it calls', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      TracingConfiguration: { Enabled: true },
    });
  });

  it('gives every task a time limit', () => {
    expect(tasks.filter(([, { TimeoutSeconds }]) => TimeoutSeconds === undefined)).toEqual([]);
  });

  it('keeps an event that could not be taken in, and then fails aloud', () => {
    expect(definition.States['Load session']?.Catch).toEqual([
      { ErrorEquals: ['States.ALL'], Next: 'Keep untaken event' },
    ]);
    expect(definition.States['Keep untaken event']?.Next).toBe('Not taken in');
    expect(definition.States['Not taken in']?.Type).toBe('Fail');
  });

  it('may note an outcome as told on a notification, and do nothing else in the ledger', () => {
    const policies = template.findResources('AWS::IAM::ManagedPolicy', {
      Properties: { Description: 'The workflow of proactive messages' },
    });
    const statements = Object.values(policies)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'));

    expect(statements).toEqual([
      expect.objectContaining({
        Action: 'dynamodb:UpdateItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'NOTIF#*' } },
      }),
    ]);
  });

  it('keeps what executions carry out of the logs, and encrypts it', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: Match.objectLike({ IncludeExecutionData: false, Level: 'ERROR' }),
      EncryptionConfiguration: Match.objectLike({ Type: 'CUSTOMER_MANAGED_KMS_KEY' }),
    });
  });
});
