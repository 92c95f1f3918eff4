import { hasDivision, hasPermission, type OAuthClient } from '../model/oauth-client';
import { Refusal } from './refusal';

/** What an operation demands of the caller's role; `any`: one of them is enough. */
export interface Permissions {
  readonly kind: 'any' | 'all';
  readonly names: readonly string[];
}

export const anyOf = (...names: string[]): Permissions => ({ kind: 'any', names });
export const allOf = (...names: string[]): Permissions => ({ kind: 'all', names });

const refuse = (code: string, message: string, permissions: string): Refusal =>
  new Refusal({ status: 403, code, message, messageParams: { permissions } });

const missingOf = (client: OAuthClient, { kind, names }: Permissions): string[] => {
  const missing = names.filter((name) => !hasPermission(client, name));
  return kind === 'any' && missing.length < names.length ? [] : missing;
};

export const demandPermissions = (client: OAuthClient, permissions: Permissions): void => {
  const missing = missingOf(client, permissions);
  if (missing.length === 0) return;
  const list = missing.join(', ');
  throw permissions.kind === 'any'
    ? refuse(
        'missing.any.permissions',
        `Unable to perform the requested action. You must have at least one of the following permissions assigned: [${list}]`,
        list,
      )
    : refuse(
        'missing.permissions',
        `Unable to perform the requested action. You are missing the following permission(s): ${list}`,
        list,
      );
};

export const demandDivision = (
  client: OAuthClient,
  permissions: Permissions,
  divisionId: string,
): void => {
  if (hasDivision(client, divisionId)) return;
  const list = permissions.names.join(', ');
  throw permissions.kind === 'any'
    ? refuse(
        'missing.any.division.permissions',
        `Unable to perform the requested action. You must have at least one of the following permissions assigned: [${list}] in division ${divisionId}`,
        list,
      )
    : refuse(
        'missing.division.permission',
        `Unable to perform the requested action. You are missing the following permission(s): ${list} in division ${divisionId}`,
        list,
      );
};

export const demandScope = (client: OAuthClient, scope: string): void => {
  if (client.scopes.includes(scope)) return;
  throw new Refusal({
    status: 403,
    code: 'app.not.authorized.for.scope',
    message: `The application is not authorized for the required scope: ${scope}`,
    messageParams: { scope },
  });
};
