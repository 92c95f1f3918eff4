import { readJson } from '../local/genesys/support/read-json';
import type { Conclusion } from '../../lambda/contract/outcomes';
import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import { NO_BODY } from '../../lambda/domain/notification';
import type { Intent, Notification, WaitingNotification } from '../../lambda/domain/notification';
import type { Amendment, Ledger } from '../../lambda/domain/ports';
import { createInMemoryRecipients } from './in-memory-recipients';
import type { InMemoryRecipients } from './in-memory-recipients';

/** The port, and what only a test may do: look at what it keeps to itself. */
export interface InMemoryLedger extends Ledger, InMemoryRecipients {
  notifications(): readonly Notification[];
  /** When the sweeper has to look at a notification; nothing once it is concluded. */
  dueAtMs(notificationKey: string): number | undefined;
}

/** What is stored goes through JSON, as it does in the table: no aliases, no `undefined`, no `NaN`. */
const stored = <Value>(value: Value): Value => readJson<Value>(JSON.stringify(value));

/** The ledger's twin without a table: the same conditions, each checked and written in one breath. */
export function createInMemoryLedger(): InMemoryLedger {
  const rows = new Map<string, Notification>();
  const due = new Map<string, number>();
  const moves = new Map<string, number>();
  const read = (key: string): Notification | undefined => {
    const row = rows.get(key);
    return row === undefined ? undefined : structuredClone(row);
  };

  return {
    ...createInMemoryRecipients(),

    notifications: () => [...rows.keys()].flatMap((key) => read(key) ?? []),
    dueAtMs: (key) => due.get(key),

    storeIntent: async (intent) => {
      const known = read(intent.notificationKey);
      if (known !== undefined) return { kind: 'known', known };
      rows.set(intent.notificationKey, toRow(stored(intent)));
      due.set(intent.notificationKey, intent.requestedAtMs + NEXT_LOOK_MS);
      return { kind: 'stored' };
    },

    fetchNotification: async (key) => read(key),

    storeEarlyEnd: async ({ conclusion, decisions, ...rest }) => {
      const { notificationKey } = conclusion;
      const known = read(notificationKey);
      if (known !== undefined) return { kind: 'known', known };
      const row = { kind: 'concluded', notificationKey, bodyHash: NO_BODY, conclusion, decisions };
      rows.set(notificationKey, stored<Notification>({ ...rest, ...row, kind: 'concluded' }));
      return { kind: 'stored' };
    },

    amend: async ({ notificationKey, decisions, change }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return 'refused';
      if (change.kind === 'move') {
        if (change.askedAtMs <= (moves.get(notificationKey) ?? -Infinity)) return 'refused';
        moves.set(notificationKey, change.askedAtMs);
      }
      const noted = { ...row, decisions: [...row.decisions, ...stored(decisions)] };
      rows.set(notificationKey, amended(noted, change));
      const dueAtMs = change.kind === 'none' ? undefined : change.dueAtMs;
      if (dueAtMs !== undefined) due.set(notificationKey, dueAtMs);
      return 'amended';
    },

    conclude: async (conclusion, decisions) => {
      const row = read(conclusion.notificationKey);
      if (row === undefined) throw new Error('concluded what was never stored');
      if (row.kind === 'concluded' && !overrules(conclusion, row.conclusion)) return row.conclusion;
      const { recipientRef, bodyHash, requestedBy } = row.kind === 'waiting' ? row.intent : row;
      due.delete(conclusion.notificationKey);
      rows.set(conclusion.notificationKey, {
        kind: 'concluded',
        notificationKey: conclusion.notificationKey,
        recipientRef,
        bodyHash,
        requestedBy,
        conclusion: stored(conclusion),
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return conclusion;
    },

    noteAttempt: async ({ notificationKey, kind, decisions, dueAtMs }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return 0;
      const { hold: _, ...rest } = row;
      const counter = COUNTERS[kind];
      const count = row[counter] + 1;
      due.set(notificationKey, dueAtMs);
      rows.set(notificationKey, {
        ...rest,
        [counter]: count,
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return count;
    },

    hold: async ({ notificationKey, hold, decisions }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return false;
      due.set(notificationKey, hold.untilMs);
      const noted = [...row.decisions, ...stored(decisions)];
      rows.set(notificationKey, { ...row, hold, decisions: noted });
      return true;
    },
  };
}

function amended(row: WaitingNotification, change: Amendment['change']): WaitingNotification {
  if (change.kind === 'none') return row;
  if (change.kind === 'cancel') return { ...row, cancelAskedAtMs: change.askedAtMs };
  const { hold: _, ...rest } = row;
  return { ...rest, intent: { ...row.intent, ...stored(change.times) } };
}

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;

/** Only a delivery is stronger than what stands. */
const overrules = (late: Conclusion, standing: Conclusion): boolean =>
  late.outcome === 'SENT' && standing.outcome !== 'SENT';

const toRow = (intent: Intent): Notification => ({
  kind: 'waiting',
  intent,
  attempts: 0,
  conflicts: 0,
  looks: 0,
  decisions: [],
});
