import { keyedHashOf } from './keyed-hash';
import { storeJourney } from './store-journey';
import type { Aws } from './worker-store';
import type { Kit } from './subject';
import type { Worker } from './worker';

/** A sender that people write when nobody has told them what can happen. */
export type ControlName = 'naive' | 'idempotency-library';
export const CONTROLS: readonly ControlName[] = ['naive', 'idempotency-library'];

export interface ControlJob {
  readonly occurrence: string;
  readonly text: string;
  readonly contactId: string;
  readonly conversationId: string;
}

export interface ControlRecord {
  readonly status: 'inProgress' | 'done';
  readonly untilMs: number;
}

/** The one table of a control. */
export type ControlRecords = Map<string, ControlRecord>;

/** Runs a control once; whoever started it repeats it when it throws, as Lambda and Step Functions do by default. */
export function runControl(
  name: ControlName,
  kit: Kit,
  store: { readonly records: ControlRecords; readonly isAway: Aws['isAway'] },
  job: ControlJob,
): Promise<void> {
  const records = new WorkerRecords(kit.worker, store);
  return name === 'naive' ? naive(kit, records, job) : guarded(kit, records, job);
}

/** Look, send, write down. */
async function naive(kit: Kit, records: WorkerRecords, job: ControlJob): Promise<void> {
  const key = keyOf(job);
  if ((await records.read(key)) !== undefined) return;
  await send(kit, job);
  await records.write(key, { status: 'done', untilMs: Infinity });
}

/**
 * The shape of the widespread idempotency library: a record "in progress" that ends with the function's own
 * deadline, completed when the handler returns and deleted when it throws.
 */
async function guarded(kit: Kit, records: WorkerRecords, job: ControlJob): Promise<void> {
  const key = keyOf(job);
  const record = {
    status: 'inProgress',
    untilMs: kit.clock.nowMs() + kit.worker.remainingMs(),
  } as const;
  const standing = await records.begin(key, record, kit.clock.nowMs());
  if (standing?.status === 'done') return;
  if (standing !== undefined) throw new Error('already in progress');
  try {
    await send(kit, job);
  } catch (error) {
    await records.remove(key);
    throw error;
  }
  await records.write(key, { status: 'done', untilMs: Infinity });
}

async function send({ genesys }: Kit, job: ControlJob): Promise<void> {
  const { contactId, conversationId, text } = job;
  const seen = await genesys.fetchConversation(conversationId);
  const isLive = seen.kind === 'found' && seen.conversation.kind === 'active';
  const message = { contactId, conversationId, text };
  const answer = await (isLive
    ? genesys.sendIntoConversation(message)
    : genesys.startConversation(message));
  if (answer.kind !== 'accepted') throw new Error(answer.kind);
}

const keyOf = ({ contactId, occurrence }: ControlJob): string =>
  keyedHashOf(['control', contactId, occurrence]);

/** The control's table, as its worker reaches it. */
class WorkerRecords {
  constructor(
    private readonly worker: Worker,
    private readonly store: { readonly records: ControlRecords; readonly isAway: () => boolean },
  ) {}

  read(key: string): Promise<ControlRecord | undefined> {
    return this.ask('readRecord', () => this.store.records.get(key));
  }

  write(key: string, record: ControlRecord): Promise<unknown> {
    return this.ask('writeRecord', () => this.store.records.set(key, record));
  }

  remove(key: string): Promise<unknown> {
    return this.ask('deleteRecord', () => this.store.records.delete(key));
  }

  /** Puts the record unless one is alive, and says which one is. */
  begin(key: string, record: ControlRecord, nowMs: number): Promise<ControlRecord | undefined> {
    return this.ask('writeRecord', () => {
      const standing = this.store.records.get(key);
      if (standing !== undefined && (standing.status === 'done' || standing.untilMs >= nowMs)) {
        return standing;
      }
      this.store.records.set(key, record);
      return undefined;
    });
  }

  private ask<T>(
    awaited: 'readRecord' | 'writeRecord' | 'deleteRecord',
    apply: () => T,
  ): Promise<T> {
    return this.worker.wait(awaited, (leavesAtMs, label) =>
      storeJourney(this.worker, { leavesAtMs, label, isAway: this.store.isAway }, apply),
    );
  }
}
