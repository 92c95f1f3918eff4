import { createStaleSessions } from '../adapters/dynamodb-stale-sessions';
import { checkStaleSessionsEnvironment } from '../contract/environment';
import { CALL_RESERVE_MS } from '../contract/timeouts';
import { parseOwn } from '../contract/unreadable-data-error';
import { staleSessionMeasures } from '../domain/measures';
import { checkStaleSessions } from '../steps/check-stale-sessions';
import { logged } from './logged';
import { LIST_DEADLINE_MS, openConversations, openTable, systemClock, telemetry } from './runtime';
import { openSessionRegistry, staleAfterMs } from './session-upkeep';

const environment = parseOwn(checkStaleSessionsEnvironment, process.env, 'the environment');
const { log } = telemetry(environment.METRICS_NAMESPACE);

const check = checkStaleSessions({
  stale: createStaleSessions(openTable(environment.SESSIONS_TABLE_NAME)),
  sessions: openSessionRegistry(environment),
  conversations: openConversations(environment, {
    deadlineMs: LIST_DEADLINE_MS,
    maxWaitMs: LIST_DEADLINE_MS,
    // Nobody waits for this, and sends need the calls more.
    lane: 'campaign',
  }),
  clock: systemClock,
  log,
  staleAfterMs: staleAfterMs(environment),
  // Slots, a token, a refusal and a second try, each until its deadline, and the writes after them.
  lookMs: CALL_RESERVE_MS,
});

export const handler = logged('Check stale sessions', { log }, check, staleSessionMeasures);
