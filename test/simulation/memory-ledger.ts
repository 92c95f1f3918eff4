import { mustBeHeard } from '../../lambda/contract/outcomes';
import type { Conclusion, Decision, Outcome } from '../../lambda/contract/outcomes';
import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import { NO_BODY } from '../../lambda/domain/notification';
import type { Doubt, Intent, Notification } from '../../lambda/domain/notification';
import { wakeOn } from '../../lambda/domain/holds';
import type { WakeOn } from '../../lambda/domain/holds';
import type {
  Amendment,
  AttemptNote,
  DueNotifications,
  EarlyEnd,
  Ledger,
} from '../../lambda/domain/ports';
import type { ChannelNote } from '../../lambda/domain/ports-channels';
import type { Reopening } from '../../lambda/domain/ports-redriving';
import type { HoldNote, WaitingNotifications } from '../../lambda/domain/ports-waking';
import type { DueIndex } from './due-index';
import { MemorySlots } from './memory-slots';
import type { Immediate } from './memory-slots';
import { endWait, forgetIntent, mayChange, reopenRow, toNotification } from './notification-row';
import type { NotificationRow } from './notification-row';

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;

/** A row to which nothing has happened yet. */
const UNTOUCHED = {
  attempts: 0,
  conflicts: 0,
  looks: 0,
  dueAtMs: undefined,
  hold: undefined,
  cancelAskedAtMs: undefined,
  movedAtMs: undefined,
  wakeOn: undefined,
  channelsPassed: 0,
  heldCalls: 0,
};

/** The ledger and its indexes, as the store sees them. */
export type Store = Immediate<Ledger & DueNotifications & WaitingNotifications>;

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
      decisions: [],
      ...UNTOUCHED,
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
    forgetIntent(row, conclusion.outcome);
    endWait(row);
    this.setDueIfLoud(row, conclusion.outcome);
    return conclusion;
  }

  /** What the workflow writes itself, once it has told an outcome. */
  noteTold(notificationKey: string): void {
    const row = this.rows.get(notificationKey);
    if (row?.conclusion !== undefined && row.dueAtMs !== undefined) this.setDue(row, undefined);
  }

  noteAttempt(note: AttemptNote): number {
    const { kind, decisions, dueAtMs, settlesDoubt = false } = note;
    const row = this.rows.get(note.notificationKey);
    if (row?.intent === undefined) return 0;
    row.decisions = [...row.decisions, ...decisions];
    row[COUNTERS[kind]] += 1;
    if (settlesDoubt) row.doubt = undefined;
    endWait(row);
    this.setDue(row, dueAtMs);
    return row[COUNTERS[kind]];
  }

  hold({ notificationKey, hold, decisions, calls = 0 }: HoldNote): boolean {
    const row = this.rows.get(notificationKey);
    if (row?.intent === undefined) return false;
    row.decisions = [...row.decisions, ...decisions];
    row.hold = hold;
    row.heldCalls += calls;
    row.wakeOn = wakeOn(hold.reason);
    if (row.wakeOn !== undefined) {
      row.attempts = 0;
      row.conflicts = 0;
    }
    this.setDue(row, hold.untilMs);
    return true;
  }

  storeEarlyEnd({ conclusion, ...rest }: EarlyEnd): ReturnType<Store['storeEarlyEnd']> {
    const { notificationKey, outcome } = conclusion;
    const known = this.rows.get(notificationKey);
    if (known !== undefined) return { kind: 'known', known: toNotification(known) };
    const row: NotificationRow = {
      notificationKey,
      ...rest,
      bodyHash: NO_BODY,
      intent: undefined,
      conclusion,
      ...UNTOUCHED,
    };
    this.rows.set(notificationKey, row);
    this.setDueIfLoud(row, outcome);
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
      endWait(row);
    }
    this.setDue(row, change.dueAtMs ?? row.dueAtMs);
    return 'amended';
  }

  passChannel({ notificationKey, passed, decisions, dueAtMs }: ChannelNote): boolean {
    const row = this.rows.get(notificationKey);
    if (row?.intent === undefined) return false;
    if (row.channelsPassed >= passed) return true;
    row.decisions = [...row.decisions, ...decisions];
    row.channelsPassed = passed;
    endWait(row);
    this.setDue(row, dueAtMs);
    return true;
  }

  fetchAside(notificationKey: string): Intent | undefined {
    return this.rows.get(notificationKey)?.aside;
  }

  reopen(reopening: Reopening): 'reopened' | 'refused' {
    const row = this.rows.get(reopening.notificationKey);
    if (row === undefined || !reopenRow(row, reopening)) return 'refused';
    this.setDue(row, reopening.dueAtMs);
    return 'reopened';
  }

  keepDoubt(notificationKey: string, doubt: Doubt): 'kept' | 'sent' | 'waiting' {
    const row = this.rows.get(notificationKey);
    if (row?.conclusion === undefined) return 'waiting';
    if (row.conclusion.outcome === 'SENT') return 'sent';
    row.doubt = doubt;
    return 'kept';
  }

  findWaiting(recipientRef: string, on: WakeOn, limit: number): string[] {
    return [...this.rows.values()]
      .filter((row) => row.recipientRef === recipientRef && row.wakeOn === on)
      .map(({ notificationKey }) => notificationKey)
      .slice(0, limit);
  }

  wake(notificationKey: string, on: WakeOn, dueAtMs: number): boolean {
    const row = this.rows.get(notificationKey);
    if (row === undefined || row.wakeOn !== on) return false;
    endWait(row);
    this.setDue(row, dueAtMs);
    return true;
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

  private setDueIfLoud(row: NotificationRow, outcome: Outcome): void {
    this.setDue(row, mustBeHeard(outcome) ? this.nowMs() + NEXT_LOOK_MS : undefined);
  }

  private setDue(row: NotificationRow, dueAtMs: number | undefined): void {
    row.dueAtMs = dueAtMs;
    this.due.note(row.notificationKey, dueAtMs);
  }
}
