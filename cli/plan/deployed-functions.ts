import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { outputOf, readStackOutputs } from '../aws/stack-outputs';
import { clientSettings } from '../aws/place';
import type { Place } from '../aws/place';

type Variables = Readonly<Record<string, string>>;

/** The settings with which the deployed functions run: a plan that used others would not be one. */
export interface DeployedFunctions {
  readonly loadSession: Variables;
  readonly postMessage: Variables;
}

/** Throws STACK_UNKNOWN or OUTPUT_MISSING. */
export async function readDeployedFunctions(
  place: Place,
  stackName: string,
): Promise<DeployedFunctions> {
  const outputs = await readStackOutputs(place, stackName);
  const client = new LambdaClient(clientSettings(place));
  const variablesOf = async (output: string): Promise<Variables> => {
    const FunctionName = outputOf(outputs, output);
    const command = new GetFunctionConfigurationCommand({ FunctionName });
    const { Environment } = await client.send(command);
    return Environment?.Variables ?? {};
  };
  try {
    const [loadSession, postMessage] = await Promise.all([
      variablesOf('LoadSessionFunctionName'),
      variablesOf('PostMessageFunctionName'),
    ]);
    return { loadSession, postMessage };
  } finally {
    client.destroy();
  }
}
