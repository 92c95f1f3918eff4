import * as http from 'node:http';
import { create } from 'axios';
import type { Backlog } from '../pacing/backlog';

const AGENTLESS_PATH = '/api/v2/conversations/messages/agentless?useNormalizedMessage=true';

interface Answer {
  readonly status: number;
  readonly headers: object;
}

/** The two requests of a notification over axios and kept connections; a 429 is an answer, not an error. */
export function openAxios({ organization, workers }: Backlog) {
  const { apiUrl, accessToken, conversationPath, contactId, deploymentId } = organization;
  const agent = new http.Agent({ keepAlive: true, maxSockets: workers });
  const client = create({
    baseURL: apiUrl,
    httpAgent: agent,
    headers: { authorization: `Bearer ${accessToken}` },
    validateStatus: (status) => status < 300 || status === 429,
  });
  return {
    look: (): Promise<Answer> => client.get(conversationPath),
    send: (textBody: string): Promise<Answer> =>
      client.post(AGENTLESS_PATH, {
        fromAddress: deploymentId,
        toAddressMessengerType: 'webmessaging',
        externalContactId: contactId,
        textBody,
        useExistingActiveConversation: true,
      }),
    close: () => agent.destroy(),
  };
}

/** How long a refusal for the rate says to wait; undefined when the request was not refused. */
export const refusedForMs = ({ status, headers }: Answer): number | undefined =>
  status === 429 ? Number(Reflect.get(headers, 'retry-after')) * 1000 : undefined;
