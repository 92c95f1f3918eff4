import { LABEL_COUNT, nameOfLabel } from './labels';
import { BEGIN_MS } from './virtual-time';

/** What happened at an await, for the coverage of labels. */
export const HITS = ['reached', 'crashBefore', 'crashAfter', 'answerLost', 'killed'] as const;
export type Hit = (typeof HITS)[number];

/** How often each label met each of these, over many runs. */
export class Coverage {
  readonly counts = new Uint32Array(LABEL_COUNT * HITS.length);
  /** HTTP outcomes by label, under the outcome's name. */
  readonly outcomes = new Map<string, number>();

  hit(label: number, hit: Hit): void {
    const place = label * HITS.length + HITS.indexOf(hit);
    this.counts[place] = (this.counts[place] ?? 0) + 1;
  }

  outcome(label: number, outcome: string): void {
    const key = `${label}:${outcome}`;
    this.outcomes.set(key, (this.outcomes.get(key) ?? 0) + 1);
  }
}

/** The history of one run: always as a hash, and as lines when a person wants to read it. */
export class Trace {
  hash = 0x811c9dc5;
  private lastLabel = 0;
  readonly lines: string[] = [];

  constructor(
    private readonly coverage: Coverage,
    private readonly isReadable: boolean,
    private readonly nowMs: () => number,
  ) {}

  get lastLabelName(): string {
    return nameOfLabel(this.lastLabel);
  }

  reach(label: number): void {
    this.lastLabel = label;
    this.coverage.hit(label, 'reached');
    this.mix(label);
  }

  answer(label: number, kind: string, atMs: number, worker: string): void {
    this.mix(label + (kind === 'value' ? 0x1000 : 0x2000));
    this.mix(Math.floor(atMs - BEGIN_MS));
    if (this.isReadable && kind === 'error') {
      this.note(() => `${worker} gets an error from ${nameOfLabel(label)}`);
    }
  }

  death(
    label: number,
    cause: 'crashBefore' | 'crashAfter' | 'killed',
    atMs: number,
    worker: string,
  ) {
    this.coverage.hit(label, cause);
    this.mix(label + 0x4000);
    this.mix(Math.floor(atMs - BEGIN_MS));
    this.note(() => `${worker} dies: ${cause} ${nameOfLabel(label)}`);
  }

  answerLost(label: number): void {
    this.coverage.hit(label, 'answerLost');
  }

  outcome(label: number, outcome: string): void {
    this.coverage.outcome(label, outcome);
  }

  /** One readable line; costs nothing when nobody reads. */
  note(line: () => string): void {
    if (!this.isReadable) return;
    const seconds = ((this.nowMs() - BEGIN_MS) / 1000).toFixed(3).padStart(10);
    this.lines.push(`${seconds}  ${line()}`);
  }

  /** FNV-1a over what happened and when. */
  mix(value: number): void {
    this.hash = Math.imul(this.hash ^ value, 0x01000193) >>> 0;
  }
}
