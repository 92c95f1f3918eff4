import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSimulator } from '../../local/genesys/simulator';
import { readJson } from '../local/genesys/support/read-json';

export interface OpenedConversation {
  readonly conversationId: string;
  readonly contactId: string;
  readonly webchatSessionId: string;
  readonly deploymentId: string;
}

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly executedStatus: number | null;
  readonly durationMs: number | null;
  readonly fault: { readonly kind: string; readonly commit: string } | null;
}

interface Known {
  readonly conversationId: string;
  readonly contactId: string;
}

interface Line {
  readonly direction: string;
  readonly text: string;
}

/** A request that reached the simulator may still take effect when its sender is dead. */
const LAST_BYTES_MS = 20;
const POLL_MS = 3;

const isSend = ({ method, path }: Recorded): boolean =>
  method === 'POST' && path.startsWith('/api/') && !path.endsWith('/bulk');

const isUnderWay = ({ status, executedStatus, fault }: Recorded): boolean =>
  status === null && executedStatus === null && fault?.commit !== 'never';

/** It has arrived, whether it has taken effect or not, and its sender still waits. */
const isStalled = ({ durationMs, fault }: Recorded): boolean =>
  durationMs === null && fault?.kind === 'delay';

/** The hand behind the Genesys org: it arranges, spoils and knows the truth. */
export function createOperator(simulator: RunningSimulator) {
  const control = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const response = await fetch(`${simulator.control}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return readJson<Result>(await response.text());
  };
  let position = 0;
  const requests = () => control<Recorded[]>('GET', `/requests?since=${position}`);

  return {
    newContact: async () => (await control<{ id: string }>('POST', '/contacts', {})).id,
    openConversation: (contactId: string) =>
      control<OpenedConversation>('POST', '/conversations', { contactId }),
    endConversation: (id: string) => control('POST', `/conversations/${id}/end`, {}),
    configure: (settings: object) => control('PATCH', '/settings', settings),
    misbehave: async (action: object, times?: number): Promise<string> => {
      const match = { method: 'POST', path: '/api/v2/conversations/**' };
      return (await control<{ id: string }>('POST', '/faults', { match, times, action })).id;
    },
    forget: (faultId: string) => control('DELETE', `/faults/${faultId}`),
    behave: () => control('DELETE', '/faults'),
    revokeTokens: () => control('DELETE', `/oauth-clients/${simulator.clientId}/tokens`),
    advanceClock: (ms: number) => control('POST', '/clock/advance', { ms }),
    /** From here on requests are counted. */
    mark: async (): Promise<void> => {
      position += (await requests()).length;
    },
    /** Resolves when a send has arrived and is not answered yet; false when the sender ended before. */
    sendUnderWay: async (senderEnded: () => boolean): Promise<boolean> => {
      while (!senderEnded()) {
        if ((await requests()).some((one) => isSend(one) && isStalled(one))) return true;
        await sleep(POLL_MS);
      }
      return false;
    },
    /** Waits until nothing that was sent can take effect any more. */
    quiet: async (): Promise<void> => {
      await sleep(LAST_BYTES_MS);
      while ((await requests()).some(isUnderWay)) await sleep(POLL_MS);
    },
    countSends: async () => (await requests()).filter(isSend).length,
    /** How often a text stands in the conversations of a contact. */
    countReceived: async (contactId: string, text: string): Promise<number> => {
      const all = await control<Known[]>('GET', '/conversations');
      const transcripts = await Promise.all(
        all
          .filter((each) => each.contactId === contactId)
          .map((each) =>
            control<Line[]>('GET', `/conversations/${each.conversationId}/transcript`),
          ),
      );
      const isIt = (line: Line) => line.direction === 'outbound' && line.text.startsWith(text);
      return transcripts.flat().filter(isIt).length;
    },
  };
}
