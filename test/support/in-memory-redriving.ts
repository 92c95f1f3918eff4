import type { WakeOn } from '../../lambda/domain/holds';
import { mayBeRedriven } from '../../lambda/domain/notification';
import type { Intent, Notification } from '../../lambda/domain/notification';
import type { RedriveLedger, Reopening } from '../../lambda/domain/ports-redriving';
import { stored, toRow } from './ledger-rows';

interface Maps {
  readonly rows: Map<string, Notification>;
  readonly aside: Map<string, Intent>;
  readonly due: Map<string, number>;
  readonly waits: Map<string, WakeOn>;
}

/** What a row keeps of its earlier lives. */
export const redrivenFields = ({ doubt, redrives }: Notification) => ({
  ...(doubt !== undefined && { doubt }),
  ...(redrives !== undefined && { redrives }),
});

const isOpenTo = (row: Notification, change: Reopening['change']): boolean =>
  row.kind === 'waiting'
    ? change.kind === 'release' && row.hold !== undefined
    : change.kind === 'reopen' && mayBeRedriven(row.conclusion.outcome);

/** Second chances over rows in memory, under the conditions of the table. */
export function inMemoryRedriving({ rows, aside, due, waits }: Maps): RedriveLedger {
  return {
    fetchAside: async (key) => {
      const intent = aside.get(key);
      return intent === undefined ? undefined : structuredClone(intent);
    },
    reopen: async ({ notificationKey, redrives, change, decisions, dueAtMs }) => {
      const row = rows.get(notificationKey);
      if (row === undefined || (row.redrives ?? 0) !== redrives) return 'refused';
      if (!isOpenTo(row, change)) return 'refused';
      due.set(notificationKey, dueAtMs);
      waits.delete(notificationKey);
      const base = change.kind === 'reopen' ? toRow(stored(change.intent)) : withoutHold(row);
      rows.set(notificationKey, {
        ...base,
        ...redrivenFields(row),
        redrives: redrives + 1,
        decisions: [...row.decisions, ...stored(decisions)],
      });
      return 'reopened';
    },
    keepDoubt: async (notificationKey, doubt) => {
      const row = rows.get(notificationKey);
      if (row?.kind !== 'concluded') return 'waiting';
      if (row.conclusion.outcome === 'SENT') return 'sent';
      rows.set(notificationKey, { ...row, doubt: stored(doubt) });
      return 'kept';
    },
  };
}

function withoutHold(row: Notification): Notification {
  if (row.kind === 'concluded') return row;
  const { hold: _, ...rest } = row;
  return rest;
}
