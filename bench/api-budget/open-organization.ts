import * as v from 'valibot';
import { startSimulator } from '../../local/genesys/simulator';
import type { FastClock } from './fast-clock';

export const SEMANTICS = ['aligned', 'anchored', 'sliding'] as const;
export type Semantics = (typeof SEMANTICS)[number];

/** One request as the simulator has written it down. */
export interface Seen {
  readonly atMs: number;
  readonly status: number | null;
  readonly path: string;
  /** What was asked. */
  readonly body: string;
}

const requestsSchema = v.array(
  v.object({
    time: v.string(),
    status: v.nullable(v.number()),
    path: v.string(),
    body: v.string(),
  }),
);
const contactSchema = v.object({ id: v.string() });
const openedSchema = v.object({ conversationId: v.string() });
const tokenSchema = v.object({ access_token: v.string() });

/** The path that nobody but another program asks for. */
export const OTHERS_PATH = '/api/v2/tokens/me';

/** A Genesys organization on the fast clock, with a live conversation, a token, and another program beside us. */
export async function openOrganization(clock: FastClock, semantics: Semantics, perMinute: number) {
  const simulator = await startSimulator({
    seed: 'budget',
    realNow: () => Math.floor(clock.nowMs()),
    settings: { rateWindow: semantics, requestsPerMinute: perMinute },
  });
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${simulator.control}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const contact = v.parse(contactSchema, await control('POST', '/contacts', {}));
  const opened = await control('POST', '/conversations', { contactId: contact.id });
  const { conversationId } = v.parse(openedSchema, opened);
  const { clientId, clientSecret } = simulator;
  const login = await fetch(`${simulator.login}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: accessToken } = v.parse(tokenSchema, await login.json());

  return {
    apiUrl: simulator.api,
    contactId: contact.id,
    conversationId,
    deploymentId: simulator.deploymentId,
    conversationPath: `/api/v2/conversations/${conversationId}`,
    accessToken,
    /** One request of another program that uses the same OAuth client. */
    askAsOther: async (): Promise<void> => {
      const headers = { authorization: `Bearer ${accessToken}` };
      await (await fetch(`${simulator.api}${OTHERS_PATH}`, { headers })).arrayBuffer();
    },
    /** The next request is refused for the rate, whatever the count says. */
    refuseOnce: (retryAfterSeconds: number) =>
      control('POST', '/faults', {
        match: { method: 'GET', path: '/api/v2/conversations/*' },
        times: 1,
        action: {
          kind: 'answer',
          status: 429,
          headers: { 'retry-after': String(retryAfterSeconds) },
          body: { code: 'too.many.requests.retry.after' },
        },
      }),
    seen: async (): Promise<Seen[]> => {
      const requests = v.parse(requestsSchema, await control('GET', '/requests?bodies=true'));
      return requests
        .filter(({ path }) => path.startsWith('/api/'))
        .map(({ time, ...rest }) => ({ ...rest, atMs: Date.parse(time) }));
    },
    close: () => simulator.close(),
  };
}

export type Organization = Awaited<ReturnType<typeof openOrganization>>;
