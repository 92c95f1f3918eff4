import { randomUUID } from 'node:crypto';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import { createSharedTokenSource } from '../../lambda/adapters/shared-token';
import { readJson } from '../local/genesys/support/read-json';
import { noLimit } from './no-limit';
import { createInMemoryTable } from './in-memory-table';
import { startSimulator } from '../../local/genesys/simulator';

export interface OpenedConversation {
  readonly conversationId: string;
  readonly contactId: string;
  readonly webchatSessionId: string;
}

interface Line {
  readonly text: string;
  readonly direction: string;
}

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
}

/** A Genesys org of its own, our caller before it, and the operator's hand behind it. */
export async function startSimulatedGenesys(settings: object = {}) {
  const simulator = await startSimulator({ seed: 'adapters', settings });
  const control = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const response = await fetch(`${simulator.control}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return readJson<Result>(await response.text());
  };
  const clientPath = `/oauth-clients/${simulator.clientId}`;

  const caller = (options: { deadlineMs?: number; clientSecret?: string } = {}) => {
    const { deadlineMs = 5_000, clientSecret = simulator.clientSecret } = options;
    const send = createHttpSender({ deadlineMs, nowMs: Date.now });
    const secret = JSON.stringify({ clientId: simulator.clientId, clientSecret });
    const clock = { nowMs: Date.now };
    const tokens = createSharedTokenSource({
      table: createInMemoryTable(),
      requestToken: createTokenRequester({
        loginUrl: simulator.login,
        readSecret: async () => secret,
        send,
        pacer: noLimit,
        clock,
      }),
      clock,
      newOwner: randomUUID,
      sleep: async () => undefined,
    });
    return createGenesysCaller({
      apiUrl: simulator.api,
      tokens,
      send,
      pacer: noLimit,
      maxWaitMs: 0,
    });
  };

  return {
    ...simulator,
    caller,
    control,
    openConversation: async (): Promise<OpenedConversation> => {
      const { id: contactId } = await control<{ id: string }>('POST', '/contacts', {});
      return control('POST', '/conversations', { contactId });
    },
    /** The customer starts over instead of going on in the old conversation. */
    reopen: (contactId: string): Promise<OpenedConversation> =>
      control('POST', '/conversations', { contactId, startNew: true }),
    newContact: async (): Promise<string> =>
      (await control<{ id: string }>('POST', '/contacts', {})).id,
    end: (conversationId: string) => control('POST', `/conversations/${conversationId}/end`, {}),
    configure: (changes: object) => control('PATCH', '/settings', changes),
    changeClient: (changes: object) => control('PATCH', clientPath, changes),
    revokeTokens: () => control('DELETE', `${clientPath}/tokens`),
    /** The next request of this method to this path is played this action. */
    fault: (method: string, path: string, action: object, times = 1) =>
      control('POST', '/faults', { match: { method, path }, times, action }),
    outbound: async (conversationId: string): Promise<string[]> => {
      const lines = await control<Line[]>('GET', `/conversations/${conversationId}/transcript`);
      return lines.filter(({ direction }) => direction === 'outbound').map(({ text }) => text);
    },
    /** The API requests that arrived, logins not counted. */
    requests: async (): Promise<RecordedRequest[]> => {
      const all = await control<RecordedRequest[]>('GET', '/requests');
      return all.filter(({ path }) => path.startsWith('/api/'));
    },
  };
}

export type SimulatedGenesys = Awaited<ReturnType<typeof startSimulatedGenesys>>;
