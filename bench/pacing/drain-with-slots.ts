import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { createPlatformConversationApi } from '../../lambda/adapters/platform-conversation-api';
import { SENDER_TIMEOUT_SECONDS } from '../../lambda/contract/timeouts';
import type { Permit } from '../../lambda/domain/budget-port';
import { createInMemoryTable } from '../../test/support/in-memory-table';
import type { Backlog, Drain } from './backlog';
import { shareOut } from './backlog';

const MAX_WAIT_MS = SENDER_TIMEOUT_SECONDS * 1000;

/**
 * Ours: every worker has adapters of its own, as environments of functions have, and they share nothing but a row. A
 * slot for the look and one for the send are taken together; what gets none comes again later.
 */
export const drainWithSlots: Drain = async (backlog) => {
  const table = createInMemoryTable();
  await shareOut(backlog, () => newWorker(backlog, table));
};

function newWorker(
  { organization, clock }: Backlog,
  table: ReturnType<typeof createInMemoryTable>,
): (text: string) => Promise<void> {
  const { apiUrl, accessToken, contactId, deploymentId, conversationId } = organization;
  const budget = createDynamoDbApiBudget({ table, client: 'c', startPerMinute: 300, clock });
  const api = createPlatformConversationApi(
    createGenesysCaller({
      apiUrl,
      tokens: {
        getToken: async () => ({ kind: 'token', accessToken }),
        discard: async () => undefined,
      },
      send: createHttpSender({ deadlineMs: 10_000, nowMs: Date.now }),
      pacer: createGenesysPacer({ budget, clock, sleep: clock.sleep }),
      maxWaitMs: MAX_WAIT_MS,
    }),
  );
  const prepare = async (slots: number, held?: Permit) => {
    for (;;) {
      const request = { lane: 'single' as const, slots, maxWaitMs: MAX_WAIT_MS };
      const prepared = await api.prepare(request, held);
      if (prepared.kind === 'ready') return prepared.permits;
      if (prepared.kind === 'refused') throw new Error('Genesys refused the token');
      await clock.sleep(prepared.retryAfterSeconds * 1000);
    }
  };
  return async (text) => {
    for (;;) {
      const [look, next] = await prepare(2);
      const seen = await api.fetchConversation(conversationId, look);
      if (seen.kind !== 'found') continue;
      const [permit] = await prepare(1, next);
      const sent = await api.sendIntoConversation({ contactId, deploymentId, text }, permit);
      if (sent.kind === 'accepted') return;
      if (sent.kind !== 'unavailable') throw new Error(`the send was ${sent.kind}`);
    }
  };
}
