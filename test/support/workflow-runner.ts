import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Emulator } from '../../local/cloud/emulator';
import { clientConfig } from './emulator-config';
import type { StateMachineDefinition } from './synth';
import { until } from './until';

/** What a state's task does in one run: its answers, one for each time the state is entered. */
export type Script = Record<string, readonly Answer[]>;
export type Answer =
  { readonly Return: object } | { readonly Throw: { Error: string; Cause: string } };

export interface Run {
  readonly path: readonly string[];
  readonly status: string;
}

const MACHINE = 'workflow-under-test';

/** Runs the real definition in the emulator's own interpreter; scripted tasks stand in for the functions. */
export async function createWorkflowRunner(emulator: Emulator, definition: StateMachineDefinition) {
  const client = new SFNClient(clientConfig(emulator));
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({
      name: MACHINE,
      type: 'STANDARD',
      definition: JSON.stringify(definition),
      roleArn: await createRole(emulator),
    }),
  );
  let runs = 0;

  return async (script: Script, input: object): Promise<Run> => {
    runs += 1;
    const testCase = `case-${runs}`;
    await configureScript(emulator, testCase, script);
    const { executionArn } = await client.send(
      new StartExecutionCommand({
        stateMachineArn: `${stateMachineArn}#${testCase}`,
        input: JSON.stringify(input),
      }),
    );
    const status = await until('the end of the execution', async () => {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === 'RUNNING' ? undefined : execution.status;
    });
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const path = events.flatMap(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
    );
    return { path, status };
  };
}

/** A role the service can wear. What it may do is asserted on the template: the emulator does not look. */
async function createRole(emulator: Emulator): Promise<string | undefined> {
  const Principal = { Service: 'states.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const { Role } = await new IAMClient(clientConfig(emulator)).send(
    new CreateRoleCommand({
      RoleName: MACHINE,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  return Role?.Arn;
}

/** The emulator takes the mock format of AWS Step Functions Local. */
async function configureScript(emulator: Emulator, testCase: string, script: Script) {
  const MockedResponses = Object.fromEntries(
    Object.entries(script).map(([state, answers]) => [
      `${testCase} ${state}`,
      Object.fromEntries(answers.map((answer, index) => [String(index), answer])),
    ]),
  );
  const states = Object.keys(script).map((state) => [state, `${testCase} ${state}`]);
  const TestCases = { [testCase]: Object.fromEntries(states) };
  const config = { StateMachines: { [MACHINE]: { TestCases } }, MockedResponses };
  await fetch(`${emulator.endpoint}/_ministack/config`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'stepfunctions._sfn_mock_config': config }),
  });
}
