import type { Check } from './check';
import { eventChecks } from './checks/events';
import { limitChecks, organizationCheck } from './checks/limits';
import { loginChecks } from './checks/login';
import { permissionChecks } from './checks/permissions';
import { secretChecks } from './checks/secrets';
import { stackChecks } from './checks/stack';
import { upkeepChecks } from './checks/upkeep';
import type { GenesysPorts, StackPorts } from './ports';

/** What can be asked with nothing but an OAuth client: before there is a stack. */
export const genesysChecks: readonly Check<GenesysPorts>[] = [
  ...loginChecks,
  ...permissionChecks,
  ...limitChecks,
];

/** Everything, for a stack that is deployed. A check stands behind those it needs. */
export const allChecks: readonly Check<StackPorts>[] = [
  ...stackChecks,
  ...eventChecks,
  ...upkeepChecks,
  ...secretChecks,
  ...genesysChecks,
  organizationCheck,
];
