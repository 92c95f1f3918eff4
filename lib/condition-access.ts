import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StillTrue } from './still-true-settings';

/** By type of notification: the function that is asked whether it is still true. */
export const conditionFunctions = (conditions: readonly StillTrue[]) =>
  Object.fromEntries(
    conditions.flatMap(({ type, ask }) => (ask === undefined ? [] : [[type, ask]])),
  );

/** Lets a sending function ask the condition functions, and invoke no other. */
export function allowAsking(fn: IFunction, conditions: readonly StillTrue[]): void {
  const names = new Set(Object.values(conditionFunctions(conditions)));
  if (names.size === 0) return;
  const toArn = (resourceName: string) =>
    Stack.of(fn).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [...names].map(toArn),
    }),
  );
}
