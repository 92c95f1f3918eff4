import { ok, type Answer, type Call, type Operation } from './operation';

const path = '/api/v2/tokens/me';

/** What a token may do: for client credentials the useful part is the client's state and its role's divisions. */
const describeToken = ({ client, platform, token }: Call): Answer =>
  ok({
    organization: platform.organization,
    homeOrganization: platform.organization,
    authorizedScope: client.scopes,
    ...(token.userId === undefined ? {} : { clonedUser: { id: token.userId } }),
    dateTokenIdles: new Date(token.expiresAt).toISOString(),
    OAuthClient: {
      id: client.id,
      name: client.name,
      authorizedGrantType: client.grant,
      scope: client.scopes,
      roleDivisions: client.divisionIds.map((divisionId) => ({
        roleId: client.roleId,
        divisionId,
      })),
      state: client.state,
      organization: platform.organization,
      selfUri: `/api/v2/oauth/clients/${client.id}`,
    },
  });

const revoke = ({ platform, token }: Call): Answer => {
  platform.tokens.delete(token.value);
  return { status: 200 };
};

export const tokenOperations: readonly Operation[] = [
  { method: 'GET', path, handle: describeToken },
  { method: 'HEAD', path, handle: () => ({ status: 200 }) },
  { method: 'DELETE', path, handle: revoke },
];
