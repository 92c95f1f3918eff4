import * as v from 'valibot';
import type { Genesys } from '../counted/genesys';

const tokenSchema = v.object({ access_token: v.string() });

/** A token for those who don't fetch one themselves. */
export async function logIn({ login, clientId, clientSecret }: Genesys): Promise<string> {
  const response = await fetch(`${login}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  return v.parse(tokenSchema, await response.json()).access_token;
}
