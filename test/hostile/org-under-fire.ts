import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import { createPlatformConversationApi } from '../../lambda/adapters/platform-conversation-api';
import { createSharedTokenSource } from '../../lambda/adapters/shared-token';
import { createThreadConversationApi } from '../../lambda/adapters/thread-conversation-api';
import type { ConversationApi } from '../../lambda/domain/ports';
import { startSimulator } from '../../local/genesys/simulator';
import { readJson } from '../local/genesys/support/read-json';
import { openLedgerTable } from '../support/emulated-tables';
import { noLimit } from '../support/no-limit';
import { sharedEmulator } from '../support/shared-emulator';

export type Dialect = 'platform' | 'thread';

/** Who is written to in one case. */
export interface Recipient {
  readonly contactId: string;
  readonly webchatSessionId: string;
  readonly deploymentId: string;
  readonly conversationId?: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly executedStatus: number | null;
}

interface Known {
  readonly conversationId: string;
  readonly contactId: string;
}

interface Line {
  readonly direction?: string;
  readonly text: string;
}

/** Past this the client gives up, in the cases that are meant to outlast it. */
const HASTY_DEADLINE_MS = 200;
const PATIENT_DEADLINE_MS = 8_000;

const clock = { nowMs: Date.now };

/** A Genesys org that can be told to misbehave, the production client before it, and its own truth behind it. */
export async function startOrgUnderFire() {
  const [emulator, simulator] = await Promise.all([
    sharedEmulator(),
    startSimulator({ seed: 'hostile', settings: { requestsPerMinute: 1_000_000 } }),
  ]);
  const table = await openLedgerTable(emulator);
  const control = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const response = await fetch(`${simulator.control}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return readJson<Result>(await response.text());
  };
  const { clientId, clientSecret } = simulator;
  const secret = JSON.stringify({ clientId, clientSecret });

  /** A token source as a fresh function environment has it, on the table that all of them share. */
  const openTokens = (options: { hasty?: boolean; readSecret?: () => Promise<string> } = {}) =>
    createSharedTokenSource({
      table,
      requestToken: createTokenRequester({
        loginUrl: simulator.login,
        readSecret: options.readSecret ?? (async () => secret),
        send: openSender(options.hasty),
        pacer: noLimit,
        clock,
      }),
      clock,
      newOwner: randomUUID,
      sleep,
    });
  const sharedTokens = openTokens();
  const openApi = (
    dialect: Dialect,
    options: { hasty?: boolean; apiUrl?: string; tokens?: ReturnType<typeof openTokens> } = {},
  ): ConversationApi => {
    const { hasty, apiUrl = simulator.api, tokens = sharedTokens } = options;
    const call = createGenesysCaller({
      apiUrl,
      tokens,
      send: openSender(hasty),
      pacer: noLimit,
      maxWaitMs: 0,
    });
    return dialect === 'thread'
      ? createThreadConversationApi(call)
      : createPlatformConversationApi(call);
  };

  let position = 0;
  const requestsSince = (since: number) =>
    control<SeenRequest[]>('GET', `/requests?since=${since}`);
  /** What has arrived since it was last asked, in order. */
  const newRequests = async (): Promise<SeenRequest[]> => {
    const seen = await requestsSince(position);
    position += seen.length;
    return seen;
  };
  /** What has arrived and was not told yet. */
  const pendingRequests = () => requestsSince(position);
  const countIn = async (conversationId: string, text: string): Promise<number> => {
    const lines = await control<Line[]>('GET', `/conversations/${conversationId}/transcript`);
    return lines.filter((line) => line.direction === 'outbound' && line.text === text).length;
  };

  return {
    control,
    openTokens,
    openApi,
    /** Somebody to write to, with a live conversation or without any. */
    newRecipient: async (hasConversation: boolean): Promise<Recipient> => {
      const { id: contactId } = await control<{ id: string }>('POST', '/contacts', {});
      return hasConversation
        ? control<Recipient>('POST', '/conversations', { contactId })
        : { contactId, webchatSessionId: randomUUID(), deploymentId: simulator.deploymentId };
    },
    misbehave: (match: object, action: object, times = 1) =>
      control('POST', '/faults', { match, times, action }),
    behave: () => control('DELETE', '/faults'),
    revokeTokens: () => control('DELETE', `/oauth-clients/${clientId}/tokens`),
    newRequests,
    pendingRequests,
    /** How often a text has reached a contact, whatever anybody was told. */
    countReceived: async ({ contactId, conversationId }: Recipient, text: string) => {
      if (conversationId !== undefined) {
        const path = `/contacts/${contactId}/received`;
        const received = await control<Line[]>('GET', path);
        return received.filter((line) => line.text === text).length;
      }
      // Somebody without an open window sees it later: what counts is what Genesys has written down.
      const all = await control<Known[]>('GET', '/conversations');
      const theirs = all.filter((each) => each.contactId === contactId);
      const counts = await Promise.all(theirs.map((each) => countIn(each.conversationId, text)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close: () => simulator.close(),
  };
}

export type OrgUnderFire = Awaited<ReturnType<typeof startOrgUnderFire>>;

function openSender(hasty = false) {
  const deadlineMs = hasty ? HASTY_DEADLINE_MS : PATIENT_DEADLINE_MS;
  return createHttpSender({ deadlineMs, nowMs: clock.nowMs });
}
