import type { ConcreteTemplate } from '../concrete-template';
import { ACTIONS, serviceOf } from './actions';
import { rolesIn, targetsIn } from './names';
import type { Target } from './names';
import { RIGHTS } from './rights';
import type { Rights } from './rights';
import { createSimulator } from './simulate';

/** What a role may do and should not, or may not and should. */
export interface Deviation {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly is: 'allowed' | 'denied';
}

export interface RoleResult {
  readonly role: string;
  readonly requests: number;
  readonly allowed: number;
  readonly deviations: readonly Deviation[];
}

/** A row that every role with a right to write may write. */
const CONTEXT = { 'dynamodb:LeadingKeys': ['NOTIF#1'] };

/** Has every role try every action on every resource of its service, and compares with what is written down. */
export async function tryEverything(
  template: ConcreteTemplate,
  actions: readonly string[] = ACTIONS,
): Promise<RoleResult[]> {
  const simulate = createSimulator(template);
  const targets = targetsIn(template, new Set(actions.map(serviceOf)));
  const tries = actions.flatMap((action) =>
    targets
      .filter(({ arn }) => serviceOf(arn) === serviceOf(action))
      .map((target) => ({ action, target })),
  );
  return Promise.all(
    rolesIn(template).map(async ({ name: role, arn: principal }) => {
      const results = await Promise.all(
        tries.map(async ({ action, target }) => ({
          action,
          target,
          isAllowed:
            (await simulate({ principal, action, arn: target.arn, context: CONTEXT })) ===
            'Allowed',
        })),
      );
      return {
        role,
        requests: results.length,
        allowed: results.filter(({ isAllowed }) => isAllowed).length,
        deviations: results.flatMap(({ action, target, isAllowed }): Deviation[] => {
          if (isAllowed === isListed(RIGHTS[role] ?? {}, action, target)) return [];
          return [{ role, action, resource: target.name, is: isAllowed ? 'allowed' : 'denied' }];
        }),
      };
    }),
  );
}

const isListed = (rights: Rights, action: string, { name }: Target): boolean =>
  [...(rights[name] ?? []), ...(rights['*'] ?? [])].includes(action);
