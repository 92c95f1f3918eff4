import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ServiceRole } from './service-role';
import type { StillTrue } from './still-true-settings';

/** By type of notification: the function that is asked whether it is still true. */
export const conditionFunctions = (conditions: readonly StillTrue[]) =>
  Object.fromEntries(
    conditions.flatMap(({ type, ask }) => (ask === undefined ? [] : [[type, ask]])),
  );

/** Lets a sending function ask the condition functions, and invoke no other. */
export function allowAsking(role: ServiceRole, conditions: readonly StillTrue[]): void {
  const names = new Set(Object.values(conditionFunctions(conditions)));
  if (names.size === 0) return;
  const toArn = (resourceName: string) =>
    Stack.of(role).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  role.allow(['lambda:InvokeFunction'], [...names].map(toArn));
}
