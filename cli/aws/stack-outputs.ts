import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../command-error';
import { clientSettings } from './place';
import type { Place } from './place';

/** What a deployed stack tells those who use it, by the names of its outputs. */
export type StackOutputs = Readonly<Record<string, string>>;

/** Throws STACK_UNKNOWN. */
export async function readStackOutputs(place: Place, stackName: string): Promise<StackOutputs> {
  const client = new CloudFormationClient(clientSettings(place));
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  } catch (cause) {
    // What AWS says of a stack that is not there; other refusals are about the caller.
    if (!(cause instanceof CloudFormationServiceException) || cause.name !== 'ValidationError') {
      throw cause;
    }
    throw new CommandError(
      'STACK_UNKNOWN',
      `There is no stack "${stackName}" in ${place.region}.`,
      'Name a stack that is deployed, and its region with --region.',
      { cause },
    );
  } finally {
    client.destroy();
  }
}

/** Throws OUTPUT_MISSING: the stack is an older one, or another. */
export function outputOf(outputs: StackOutputs, name: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new CommandError(
    'OUTPUT_MISSING',
    `The stack has no output "${name}".`,
    'Deploy this version of the stack, then try again.',
  );
}
