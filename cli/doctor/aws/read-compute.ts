import { DescribeKeyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { MISSING } from '../aws-view';
import type { Concurrency, FunctionState, KeyState, NamedState } from '../aws-view';
import type { AwsClients } from './clients';
import type { Resource } from './resources';
import { unlessMissing } from './unless-missing';

/** What a service leaves out of its answer. */
const UNTOLD = 'untold';

export async function readFunction(
  { lambda }: AwsClients,
  { name, physicalId }: Resource,
): Promise<FunctionState> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: physicalId });
  const found = await unlessMissing(lambda.send(command), undefined);
  if (found === undefined) return { name, state: MISSING, lastUpdate: UNTOLD, variables: {} };
  const { State: state = UNTOLD, LastUpdateStatus: lastUpdate = UNTOLD, Environment } = found;
  const { Variables: variables = {}, Error: hidden } = Environment ?? {};
  return { name, state, lastUpdate, variables, hiddenBy: hidden?.ErrorCode };
}

export async function readWorkflow(
  { workflows }: AwsClients,
  { name, physicalId }: Resource,
): Promise<NamedState> {
  const command = new DescribeStateMachineCommand({ stateMachineArn: physicalId });
  const found = await unlessMissing(workflows.send(command), { status: MISSING });
  return { name, state: found.status ?? UNTOLD };
}

export async function readTable({ tables }: AwsClients, name: string): Promise<NamedState> {
  const command = new DescribeTableCommand({ TableName: name });
  const found = await unlessMissing(tables.send(command), undefined);
  return { name, state: found === undefined ? MISSING : (found.Table?.TableStatus ?? UNTOLD) };
}

export async function readKey(
  { keys }: AwsClients,
  { name, physicalId }: Resource,
): Promise<KeyState> {
  const which = { KeyId: physicalId };
  const found = await unlessMissing(keys.send(new DescribeKeyCommand(which)), undefined);
  const state = found === undefined ? MISSING : (found.KeyMetadata?.KeyState ?? UNTOLD);
  if (state !== 'Enabled') return { name, state, isRotated: false };
  const rotation = await keys.send(new GetKeyRotationStatusCommand(which));
  return { name, state, isRotated: rotation.KeyRotationEnabled === true };
}

export async function readIntake(
  { lambda }: AwsClients,
  { name, physicalId }: Resource,
): Promise<NamedState> {
  const command = new GetEventSourceMappingCommand({ UUID: physicalId });
  const found = await unlessMissing(lambda.send(command), { State: MISSING });
  // The CDK names a mapping after its function and after its queue.
  return { name: name.replace(/SqsEventSource.*/, ''), state: found.State ?? UNTOLD };
}

export async function readConcurrency({ lambda }: AwsClients): Promise<Concurrency> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions = limit } =
    AccountLimit ?? {};
  return { limit, unreserved: UnreservedConcurrentExecutions };
}
