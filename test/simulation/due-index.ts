import type { DueNotification } from '../../lambda/domain/ports';

interface Entry {
  readonly visibleFromMs: number;
  /** Undefined once the notification has left the index. */
  readonly dueAtMs: number | undefined;
}

/** The sparse index as DynamoDB keeps it: right in the end, and late until then. */
export class DueIndex {
  private readonly entries = new Map<string, Entry[]>();

  constructor(
    private readonly nowMs: () => number,
    private readonly lagMs: () => number,
  ) {}

  note(notificationKey: string, dueAtMs: number | undefined): void {
    const entry = { visibleFromMs: this.nowMs() + this.lagMs(), dueAtMs };
    const known = this.entries.get(notificationKey);
    if (known === undefined) this.entries.set(notificationKey, [entry]);
    else known.push(entry);
  }

  /** What the index shows by now. */
  find(askedMs: number, limit: number): DueNotification[] {
    const found: DueNotification[] = [];
    for (const [notificationKey, entries] of this.entries) {
      const dueAtMs = this.visible(entries)?.dueAtMs;
      if (dueAtMs !== undefined && dueAtMs <= askedMs) found.push({ notificationKey, dueAtMs });
    }
    return found.toSorted((a, b) => a.dueAtMs - b.dueAtMs).slice(0, limit);
  }

  private visible(entries: Entry[]): Entry | undefined {
    const nowMs = this.nowMs();
    while ((entries[1]?.visibleFromMs ?? Infinity) <= nowMs) entries.shift();
    const [first] = entries;
    return first !== undefined && first.visibleFromMs <= nowMs ? first : undefined;
  }
}
