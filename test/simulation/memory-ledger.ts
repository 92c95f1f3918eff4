import type { Conclusion, Decision } from '../../lambda/contract/outcomes';
import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import { NO_BODY } from '../../lambda/domain/notification';
import type { Intent, Notification } from '../../lambda/domain/notification';
import type { Hold } from '../../lambda/domain/holds';
import type {
  Amendment,
  AttemptNote,
  DueNotifications,
  EarlyEnd,
  HoldNote,
  Ledger,
} from '../../lambda/domain/ports';
import type { DueIndex } from './due-index';
import { MemorySlots } from './memory-slots';
import type { Immediate } from './memory-slots';

/** A notification's row, with the attributes that the table has. */
export interface NotificationRow {
  readonly notificationKey: string;
  readonly recipientRef: string;
  readonly bodyHash: string;
  readonly requestedBy: string;
  intent: Intent | undefined;
  conclusion: Conclusion | undefined;
  attempts: number;
  conflicts: number;
  looks: number;
  dueAtMs: number | undefined;
  decisions: readonly Decision[];
  hold: Hold | undefined;
  cancelAskedAtMs: number | undefined;
  movedAtMs: number | undefined;
}

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;

/** The ledger and its index, as the store sees them. */
export type Store = Immediate<Ledger & DueNotifications>;

/** The ledger in memory, under exactly the conditions of the DynamoDB adapters: one row, one conditional write. */
export class MemoryLedger extends MemorySlots implements Store {
  readonly rows = new Map<string, NotificationRow>();

  constructor(
    private readonly nowMs: () => number,
    readonly due: DueIndex,
  ) {
    super();
  }

  storeIntent(intent: Intent): ReturnType<Store['storeIntent']> {
    const known = this.rows.get(intent.notificationKey);
    if (known !== undefined) return { kind: 'known', known: toNotification(known) };
    const { notificationKey, recipientRef, bodyHash, requestedBy } = intent;
    const row: NotificationRow = {
      notificationKey,
      recipientRef,
      bodyHash,
      requestedBy,
      intent,
      conclusion: undefined,
      attempts: 0,
      conflicts: 0,
      looks: 0,
      dueAtMs: undefined,
      decisions: [],
      hold: undefined,
      cancelAskedAtMs: undefined,
      movedAtMs: undefined,
    };
    this.rows.set(notificationKey, row);
    this.setDue(row, intent.requestedAtMs + NEXT_LOOK_MS);
    return { kind: 'stored' };
  }

  fetchNotification(notificationKey: string): Notification | undefined {
    const row = this.rows.get(notificationKey);
    return row === undefined ? undefined : toNotification(row);
  }

  conclude(conclusion: Conclusion, decisions: readonly Decision[]): Conclusion {
    const row = this.rows.get(conclusion.notificationKey);
    if (row === undefined) throw new Error('a conclusion without a row');
    const standing = row.conclusion;
    const overrules = conclusion.outcome === 'SENT' && standing?.outcome !== 'SENT';
    if (standing !== undefined && !overrules) return standing;
    row.conclusion = conclusion;
    row.decisions = [...row.decisions, ...decisions];
    row.intent = undefined;
    row.hold = undefined;
    const { outcome } = conclusion;
    const isQuiet = outcome === 'SENT' || outcome === 'SUPPRESSED';
    this.setDue(row, isQuiet ? undefined : this.nowMs() + NEXT_LOOK_MS);
    return conclusion;
  }

  /** What the workflow writes itself, once it has told an outcome. */
  noteTold(notificationKey: string): void {
    const row = this.rows.get(notificationKey);
    if (row?.conclusion !== undefined && row.dueAtMs !== undefined) this.setDue(row, undefined);
  }

  noteAttempt({ notificationKey, kind, decisions, dueAtMs }: AttemptNote): number {
    const row = this.rows.get(notificationKey);
    if (row?.intent === undefined) return 0;
    row.decisions = [...row.decisions, ...decisions];
    row[COUNTERS[kind]] += 1;
    row.hold = undefined;
    this.setDue(row, dueAtMs);
    return row[COUNTERS[kind]];
  }

  hold({ notificationKey, hold, decisions }: HoldNote): boolean {
    const row = this.rows.get(notificationKey);
    if (row?.intent === undefined) return false;
    row.decisions = [...row.decisions, ...decisions];
    row.hold = hold;
    this.setDue(row, hold.untilMs);
    return true;
  }

  storeEarlyEnd({ conclusion, ...rest }: EarlyEnd): ReturnType<Store['storeEarlyEnd']> {
    const { notificationKey, outcome } = conclusion;
    const known = this.rows.get(notificationKey);
    if (known !== undefined) return { kind: 'known', known: toNotification(known) };
    const counters = { attempts: 0, conflicts: 0, looks: 0 };
    const row: NotificationRow = {
      notificationKey,
      ...rest,
      ...counters,
      bodyHash: NO_BODY,
      intent: undefined,
      conclusion,
      dueAtMs: undefined,
      hold: undefined,
      cancelAskedAtMs: undefined,
      movedAtMs: undefined,
    };
    this.rows.set(notificationKey, row);
    const isQuiet = outcome === 'SENT' || outcome === 'SUPPRESSED';
    this.setDue(row, isQuiet ? undefined : this.nowMs() + NEXT_LOOK_MS);
    return { kind: 'stored' };
  }

  amend({ notificationKey, decisions, change }: Amendment): 'amended' | 'refused' {
    const row = this.rows.get(notificationKey);
    if (row?.intent === undefined || !mayChange(row, change)) return 'refused';
    row.decisions = [...row.decisions, ...decisions];
    if (change.kind === 'none') return 'amended';
    if (change.kind === 'cancel') row.cancelAskedAtMs = change.askedAtMs;
    else {
      row.intent = { ...row.intent, ...change.times };
      row.movedAtMs = change.askedAtMs;
      row.hold = undefined;
    }
    this.setDue(row, change.dueAtMs ?? row.dueAtMs);
    return 'amended';
  }

  /** Every request of a run is a single one. */
  findDue(
    ...[priority, nowMs, limit]: Parameters<DueNotifications['findDue']>
  ): ReturnType<Store['findDue']> {
    return priority === 'single' ? this.due.find(nowMs, limit) : [];
  }

  postpone(seen: { notificationKey: string; dueAtMs: number }, dueAtMs: number): boolean {
    const row = this.rows.get(seen.notificationKey);
    if (row === undefined || row.dueAtMs !== seen.dueAtMs) return false;
    this.setDue(row, dueAtMs);
    return true;
  }

  private setDue(row: NotificationRow, dueAtMs: number | undefined): void {
    row.dueAtMs = dueAtMs;
    this.due.note(row.notificationKey, dueAtMs);
  }
}

const mayChange = ({ movedAtMs = -Infinity }: NotificationRow, change: Amendment['change']) =>
  change.kind !== 'move' || movedAtMs < change.askedAtMs;

function toNotification(row: NotificationRow): Notification {
  const { intent, conclusion, decisions, attempts, conflicts, looks, hold, cancelAskedAtMs } = row;
  if (conclusion !== undefined) {
    const { notificationKey, recipientRef, bodyHash, requestedBy } = row;
    const known = { notificationKey, recipientRef, bodyHash, requestedBy };
    return { kind: 'concluded', ...known, conclusion, decisions };
  }
  if (intent === undefined) throw new Error('a row with neither intent nor conclusion');
  return { kind: 'waiting', intent, attempts, conflicts, looks, hold, cancelAskedAtMs, decisions };
}
