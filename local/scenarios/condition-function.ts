import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';

/** What an application's function would look up; this one reads it off the occurrence. */
const CODE = `
exports.handler = async ({ occurrence }) => {
  if (occurrence.includes('unreachable')) throw new Error('the order system is down');
  return { stillTrue: !occurrence.includes('overtaken') };
};
`;

export interface Deployed {
  readonly functions: LambdaClient;
  /** A function of the stack: what it may run as, the application's function may as well. */
  readonly sibling: string;
}

/** Lets an application's function exist while something runs. */
export async function withConditionFunction(
  { functions, sibling }: Deployed,
  FunctionName: string,
  run: () => Promise<void>,
): Promise<void> {
  const asSibling = new GetFunctionConfigurationCommand({ FunctionName: sibling });
  const { Role } = await functions.send(asSibling);
  await functions.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.js': strToU8(CODE) }) },
    }),
  );
  try {
    await run();
  } finally {
    await functions.send(new DeleteFunctionCommand({ FunctionName }));
  }
}
