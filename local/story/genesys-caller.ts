import * as v from 'valibot';
import type { OAuthClient } from './genesys-control';
import { demandJson, exchangeJson, jsonRequest } from './http-json';

const tokenSchema = v.object({ access_token: v.string() });
const errorSchema = v.object({ code: v.string(), message: v.string() });

/** The payload of the call as the forum thread has it. */
export interface ThreadPayload {
  readonly webchatSessionId: string;
  readonly contactId: string;
  readonly from: { readonly id: string };
  readonly text: string;
}

export interface CreationAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Does what the thread's asker did: the creation call, with a token of the application's own. */
export async function tryCreation(
  genesys: { readonly api: string; readonly login: string },
  client: OAuthClient,
  payload: ThreadPayload,
): Promise<CreationAnswer> {
  const credentials = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
  const token = await demandJson(tokenSchema, `${genesys.login}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const request = jsonRequest('POST', payload);
  const { status, body } = await exchangeJson(
    `${genesys.api}/api/v2/conversations/webchat/messages`,
    { ...request, headers: { ...request.headers, authorization: `Bearer ${token.access_token}` } },
  );
  const error = v.safeParse(errorSchema, body);
  return { status, ...(error.success ? error.output : { code: 'none', message: 'accepted' }) };
}
