import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import { wakeOn } from '../../lambda/domain/holds';
import type { WakeOn } from '../../lambda/domain/holds';
import { mayBeRedriven, NO_BODY } from '../../lambda/domain/notification';
import type { Intent, Notification } from '../../lambda/domain/notification';
import type { Ledger } from '../../lambda/domain/ports';
import type { WaitingNotifications } from '../../lambda/domain/ports-waking';
import { inMemoryRedriving, redrivenFields } from './in-memory-redriving';
import { createInMemoryRecipients } from './in-memory-recipients';
import type { InMemoryRecipients } from './in-memory-recipients';
import { amended, overrules, stored, toRow } from './ledger-rows';

/** The port, and what only a test may do: look at what it keeps to itself. */
export interface InMemoryLedger extends Ledger, InMemoryRecipients, WaitingNotifications {
  notifications(): readonly Notification[];
  /** When the sweeper has to look at a notification; nothing once it is concluded. */
  dueAtMs(notificationKey: string): number | undefined;
}

/** The ledger's twin without a table: the same conditions, each checked and written in one breath. */
export function createInMemoryLedger(): InMemoryLedger {
  const rows = new Map<string, Notification>();
  const due = new Map<string, number>();
  const moves = new Map<string, number>();
  const waits = new Map<string, WakeOn>();
  const aside = new Map<string, Intent>();
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
    ...inMemoryRedriving({ rows, aside, due, waits }),

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
        waits.delete(notificationKey);
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
      if (row.kind === 'waiting' && mayBeRedriven(conclusion.outcome)) {
        aside.set(conclusion.notificationKey, row.intent);
      }
      due.delete(conclusion.notificationKey);
      waits.delete(conclusion.notificationKey);
      rows.set(conclusion.notificationKey, {
        kind: 'concluded',
        notificationKey: conclusion.notificationKey,
        recipientRef,
        bodyHash,
        requestedBy,
        ...redrivenFields(row),
        conclusion: stored(conclusion),
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return conclusion;
    },

    noteAttempt: async ({ notificationKey, kind, decisions, dueAtMs, settlesDoubt }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return 0;
      const { hold: _, doubt, ...rest } = row;
      const counter = COUNTERS[kind];
      const count = row[counter] + 1;
      due.set(notificationKey, dueAtMs);
      waits.delete(notificationKey);
      rows.set(notificationKey, {
        ...rest,
        ...(doubt !== undefined && settlesDoubt !== true && { doubt }),
        [counter]: count,
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return count;
    },

    hold: async ({ notificationKey, hold, decisions, calls = 0 }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return false;
      due.set(notificationKey, hold.untilMs);
      waits.delete(notificationKey);
      const on = wakeOn(hold.reason);
      if (on !== undefined) waits.set(notificationKey, on);
      rows.set(notificationKey, {
        ...row,
        ...(on !== undefined && { attempts: 0, conflicts: 0 }),
        hold: stored(hold),
        heldCalls: (row.heldCalls ?? 0) + calls,
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return true;
    },

    passChannel: async ({ notificationKey, passed, decisions, dueAtMs }) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting') return false;
      if ((row.channelsPassed ?? 0) >= passed) return true;
      const { hold: _, ...rest } = row;
      due.set(notificationKey, dueAtMs);
      waits.delete(notificationKey);
      const noted = [...row.decisions, ...stored(decisions)];
      rows.set(notificationKey, { ...rest, channelsPassed: passed, decisions: noted });
      return true;
    },

    findWaiting: async (recipientRef, on, limit) =>
      [...waits]
        .flatMap(([key, waitsOn]) => {
          const row = read(key);
          const isWanted = row?.kind === 'waiting' && row.intent.recipientRef === recipientRef;
          return isWanted && waitsOn === on ? [key] : [];
        })
        .slice(0, limit),

    wake: async (notificationKey, on, dueAtMs) => {
      const row = read(notificationKey);
      if (row?.kind !== 'waiting' || waits.get(notificationKey) !== on) return false;
      const { hold: _, ...rest } = row;
      due.set(notificationKey, dueAtMs);
      waits.delete(notificationKey);
      rows.set(notificationKey, rest);
      return true;
    },
  };
}

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;
