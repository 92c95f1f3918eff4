import type {
  Clock,
  ConversationApi,
  SessionRegistry,
  StaleSession,
  StaleSessions,
} from '../domain/ports';
import type { Log } from '../domain/ports-telemetry';

export interface CheckStaleSessionsDeps {
  readonly stale: StaleSessions;
  readonly sessions: SessionRegistry;
  readonly conversations: Pick<ConversationApi, 'fetchConversation'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long until a conversation that Genesys calls live is looked at again. */
  readonly staleAfterMs: number;
  /** One look may take this long; with less time left none is begun. */
  readonly lookMs: number;
}

export interface CheckStaleSessionsOutput {
  readonly kind: 'checked';
  /** Rows that looked stale. */
  readonly due: number;
  /** Of these, asked about. */
  readonly asked: number;
  /** Of these, found to have ended. */
  readonly ended: number;
}

/** One run takes this many, and with it no more of the calls that Genesys allows in five minutes than one in thirty. */
const BATCH_SIZE = 50;

/** After an answer that says nothing, this row is asked about again. */
const RETRY_MS = 3_600_000;

const STEP = 'Check stale sessions';

type Look = 'live' | 'ended' | 'notAllowed' | 'stop';

/**
 * Every five minutes: asks Genesys about conversations that are live by our record and were not heard of for long,
 * because an end may have been lost. What Genesys says is an event like any other, and meets the rule of event times.
 */
export const checkStaleSessions =
  (deps: CheckStaleSessionsDeps) =>
  async (_: unknown, remainingMs: () => number): Promise<CheckStaleSessionsOutput> => {
    const rows = await deps.stale.findStale(deps.clock.nowMs(), BATCH_SIZE);
    let asked = 0;
    let ended = 0;
    for (const row of rows) {
      if (remainingMs() < deps.lookMs) break;
      // One at a time: nobody waits for this, and sends need the calls more.
      // oxlint-disable-next-line no-await-in-loop
      const look = await lookAt(deps, row);
      if (look === 'stop') break;
      asked += 1;
      if (look === 'ended') ended += 1;
    }
    return { kind: 'checked', due: rows.length, asked, ended };
  };

async function lookAt(deps: CheckStaleSessionsDeps, row: StaleSession): Promise<Look> {
  const askedAtMs = deps.clock.nowMs();
  const lookAgain = (afterMs: number) => deps.stale.settle(row, askedAtMs + afterMs);
  const answer = await deps.conversations.fetchConversation(row.conversationId);
  if (answer.kind === 'notFound') return close(deps, row, { askedAtMs });
  if (answer.kind === 'found') {
    const { conversation } = answer;
    if (conversation.kind === 'closed') return close(deps, row, { ...conversation, askedAtMs });
    await lookAgain(deps.staleAfterMs);
    return 'live';
  }
  const reason = answer.kind === 'refused' ? answer.refusal.code : answer.cause;
  deps.log('WARN', { step: STEP, kind: answer.kind, reason });
  if (answer.kind === 'refused' && isAboutThisOne(answer.refusal.status)) {
    await lookAgain(deps.staleAfterMs);
    return 'notAllowed';
  }
  // Whatever it was, the next run begins with another row: one must not stand in the way of all.
  await lookAgain(RETRY_MS);
  return 'stop';
}

/** A missing division or an id that is none of Genesys's; what else is refused is refused to all. */
const isAboutThisOne = (status: number): boolean => status === 403 || status === 400;

async function close(
  deps: CheckStaleSessionsDeps,
  row: StaleSession,
  { askedAtMs, endedAtMs = askedAtMs }: { askedAtMs: number; endedAtMs?: number },
): Promise<Look> {
  const presence = { kind: 'ended', atMs: endedAtMs, disconnectType: 'UNKNOWN' } as const;
  const known = await deps.sessions.keep({ key: row.conversationId, presence });
  // A start that is newer than the end Genesys tells of stands, until the next look.
  const isOver = known.presence?.kind === 'ended';
  // A row that had ended before is still in the index.
  await deps.stale.settle(row, isOver ? undefined : askedAtMs + deps.staleAfterMs);
  return isOver ? 'ended' : 'live';
}
