import { randomUUID } from 'node:crypto';
import type { CallAws } from '../../lambda/adapters/aws-json-client';
import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createDynamoDbKillSwitch } from '../../lambda/adapters/dynamodb-kill-switch';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createRecipientPreferences } from '../../lambda/adapters/dynamodb-recipient-preferences';
import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { createDynamoDbSessionRegistry } from '../../lambda/adapters/dynamodb-session-registry';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import type { SendHttp } from '../../lambda/adapters/http-exchange';
import { createKeyedIdentity } from '../../lambda/adapters/keyed-identity';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import { createPlatformConversationApi } from '../../lambda/adapters/platform-conversation-api';
import { createSharedTokenSource } from '../../lambda/adapters/shared-token';
import { SENDER_TIMEOUT_SECONDS } from '../../lambda/contract/timeouts';
import type { ConversationApi } from '../../lambda/domain/ports';
import { limitsSettings } from '../../lib/limits-settings';
import * as v from 'valibot';
import type { CallBook } from './call-book';
import { countDynamoDb } from './counting-dynamodb';
import type { Genesys } from './genesys';
import { LATENCIES } from './latencies';
import type { Store } from './store';
import type { VirtualClock } from './virtual-clock';

/** What the bench's own keys are made with. */
export const PEPPER = 'pepper-of-the-bench';

const DEADLINE_MS = 10_000;
const RETENTION = { retentionDays: 90, staleAfterMs: 86_400_000 };

export interface StageOptions {
  readonly store: Store;
  readonly genesys: Genesys;
  readonly clock: VirtualClock;
  readonly book: CallBook;
}

/** Puts the functions' parts together as `lambda/handlers/runtime.ts` does, each port watched, each wait on the virtual clock. */
export function openStage(options: StageOptions) {
  const { clock, book } = options;
  const ledgerTable = openTable(options, 'ledger');
  const sessionsTable = openTable(options, 'sessions');
  return {
    clock,
    ledger: book.watch('ledger', createDynamoDbLedger(ledgerTable, clock.nowMs)),
    sessions: book.watch('sessions', createDynamoDbSessionFinder(sessionsTable)),
    registry: book.watch('registry', createDynamoDbSessionRegistry(sessionsTable, RETENTION)),
    recipients: book.watch('recipients', createRecipientPreferences(ledgerTable)),
    killSwitch: book.watch('killSwitch', createDynamoDbKillSwitch(ledgerTable)),
    conversations: openConversations(options),
    identity: { ...createKeyedIdentity(async () => PEPPER), newOwner: randomUUID },
    audience: { kind: 'everybody' as const },
    conditions: { find: () => undefined },
    limits: v.parse(limitsSettings, {}),
    settings: {
      defaultDeploymentId: options.genesys.deploymentId,
      unknownContact: 'startNew' as const,
      patienceMs: 7 * 86_400_000,
      needsDeployment: true,
    },
    templates: {},
    sendDeadlineMs: DEADLINE_MS,
    leaseMs: (SENDER_TIMEOUT_SECONDS + 10) * 1000,
  };
}

export type Stage = ReturnType<typeof openStage>;

/** A table whose calls are booked and take a known time on the virtual clock. */
export function openTable(
  { store, clock, book }: Pick<StageOptions, 'store' | 'clock' | 'book'>,
  table: keyof Store['tables'],
) {
  const call: CallAws = async (operation, input) => {
    const answer = await store.call(operation, input);
    clock.pass(LATENCIES.dynamoDb);
    return answer;
  };
  return createDynamoDbTable(countDynamoDb(call, book), store.tables[table]);
}

/** An HTTP client whose requests to Genesys take a known time on the virtual clock. */
function lasting(clock: VirtualClock): SendHttp {
  const send = createHttpSender({ deadlineMs: DEADLINE_MS, nowMs: Date.now });
  return async (request) => {
    const exchange = await send(request);
    clock.pass(LATENCIES.genesys);
    return exchange;
  };
}

function openConversations(options: StageOptions): ConversationApi {
  const { genesys, clock, book } = options;
  const { clientId, clientSecret } = genesys;
  const table = openTable(options, 'ledger');
  const send = lasting(clock);
  const budget = createDynamoDbApiBudget({ table, client: clientId, startPerMinute: 300, clock });
  const pacer = createGenesysPacer({
    budget: book.watch('budget', budget),
    clock,
    sleep: clock.sleep,
  });
  const tokens = createSharedTokenSource({
    table,
    requestToken: createTokenRequester({
      loginUrl: genesys.login,
      readSecret: async () => JSON.stringify({ clientId, clientSecret }),
      send,
      pacer,
      clock,
    }),
    clock,
    newOwner: randomUUID,
    sleep: clock.sleep,
  });
  return createPlatformConversationApi(
    createGenesysCaller({
      apiUrl: genesys.api,
      tokens: book.watch('tokens', tokens),
      send,
      pacer,
      maxWaitMs: 17_000,
    }),
  );
}
