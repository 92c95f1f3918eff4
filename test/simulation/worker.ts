import type { Clock } from '../../lambda/domain/ports';
import type { FaultSource } from './faults';
import { labelOf } from './labels';
import type { Actor, Await } from './labels';
import type { Random } from './random';
import type { Trace } from './trace';
import type { VirtualTime } from './virtual-time';

/** What every worker of a run shares. */
export interface Surroundings {
  readonly time: VirtualTime;
  /** Orders and durations; faults have a source of their own, so that a run can be repeated without some of them. */
  readonly random: Random;
  readonly faults: FaultSource;
  readonly trace: Trace;
}

/** What becomes of a request that has left: effects at the other side, and an answer. */
export interface Journey<T> {
  /** Come true at the other side whether or not anybody still waits. */
  readonly effects?: readonly { readonly atMs: number; readonly run: () => void }[];
  readonly answerAtMs: number;
  /** Read when the answer arrives; throws when the answer is an error. */
  readonly answer: () => T;
}

export type Ended<T> =
  { readonly kind: 'returned'; readonly output: T } | { readonly kind: 'failed' };

export interface WorkerOptions {
  readonly actor: Actor;
  readonly name: string;
  readonly skewMs: number;
  /** When the platform cuts the function; never, for a zombie. */
  readonly limitAtMs: number;
  readonly killedAtMs: number;
}

/** One run of one function: it awaits under labels, may be paused, and may die at any of them. */
export class Worker {
  readonly clock: Clock;
  readonly remainingMs: () => number;
  private isDead = false;
  private onDeath: () => void = () => undefined;
  private readonly awaited: Await[] = [];

  constructor(
    readonly around: Surroundings,
    private readonly options: WorkerOptions,
  ) {
    const { time } = around;
    this.clock = { nowMs: () => Math.floor(time.nowMs + options.skewMs) };
    this.remainingMs = () => options.limitAtMs - time.nowMs;
  }

  get actor(): Actor {
    return this.options.actor;
  }

  get name(): string {
    return this.options.name;
  }

  /** Runs product code to its end, unless it dies on the way. */
  start<T>(code: () => Promise<T>, onEnd: (ended: Ended<T>) => void): void {
    const { time, trace } = this.around;
    this.onDeath = () => onEnd({ kind: 'failed' });
    const end = (ended: Ended<T>) => {
      if (!this.isDead) onEnd(ended);
      time.park();
    };
    time.wake();
    code().then(
      (output) => end({ kind: 'returned', output }),
      (error: unknown) => {
        trace.note(() => `${this.name} throws ${String(error)}`);
        end({ kind: 'failed' });
      },
    );
  }

  /** The labelled await: everything a port does passes through here. */
  wait<T>(awaited: Await, travel: (leavesAtMs: number, label: number) => Journey<T>): Promise<T> {
    const { time, faults, trace } = this.around;
    const isFirst = this.awaited.length === 0;
    const label = this.nextLabel(awaited);
    const crash = faults.crash(label, isFirst);
    trace.reach(label);
    return new Promise((resolve, reject) => {
      if (crash === 'crashBefore') this.die(label, crash);
      else {
        const leavesAtMs = time.nowMs + faults.pauseMs(label);
        this.travel({ label, leavesAtMs, crash }, travel, resolve, reject);
      }
      time.park();
    });
  }

  /** An await whose end somebody else decides: a task of the workflow, which lasts as long as its function. */
  hold<T>(awaited: Await, begin: (done: (value: T) => void) => void): Promise<T> {
    const { time, faults, trace } = this.around;
    const isFirst = this.awaited.length === 0;
    const label = this.nextLabel(awaited);
    const crash = faults.crash(label, isFirst);
    trace.reach(label);
    return new Promise((resolve) => {
      const done = (value: T) => {
        if (this.isDead) return;
        if (time.nowMs >= this.options.killedAtMs) return this.die(label, 'killed');
        if (crash === 'crashAfter') return this.die(label, crash);
        time.wake();
        resolve(value);
      };
      if (crash === 'crashBefore') this.die(label, crash);
      else begin((value) => time.at(time.nowMs + 1, () => done(value)));
      time.park();
    });
  }

  private travel<T>(
    trip: { label: number; leavesAtMs: number; crash: 'crashAfter' | undefined },
    travel: (leavesAtMs: number, label: number) => Journey<T>,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): void {
    const { time, trace } = this.around;
    const { label, leavesAtMs, crash } = trip;
    const { killedAtMs } = this.options;
    // Frozen until the platform cut it: the request never left.
    if (leavesAtMs >= killedAtMs) return time.at(killedAtMs, () => this.die(label, 'killed'));
    const { effects = [], answerAtMs, answer } = travel(leavesAtMs, label);
    for (const effect of effects) time.at(effect.atMs, effect.run);
    if (answerAtMs >= killedAtMs) {
      // It had left by then, so it comes true without anybody to hear of it.
      time.at(killedAtMs, () => this.die(label, 'killed'));
      return time.at(answerAtMs, () => void settle(answer));
    }
    time.at(answerAtMs, () => {
      if (this.isDead) return;
      if (crash === 'crashAfter') {
        settle(answer);
        return this.die(label, crash);
      }
      time.wake();
      const settled = settle(answer);
      trace.answer(label, settled.kind, time.nowMs, this.name);
      if (settled.kind === 'value') resolve(settled.value);
      else reject(settled.error);
    });
  }

  private nextLabel(awaited: Await): number {
    let occurrence = 1;
    for (const earlier of this.awaited) if (earlier === awaited) occurrence += 1;
    this.awaited.push(awaited);
    return labelOf(this.options.actor, awaited, occurrence);
  }

  private die(label: number, cause: 'crashBefore' | 'crashAfter' | 'killed'): void {
    if (this.isDead) return;
    this.isDead = true;
    this.around.trace.death(label, cause, this.around.time.nowMs, this.name);
    this.onDeath();
  }
}

type Settled<T> = { kind: 'value'; value: T } | { kind: 'error'; error: unknown };

/** The answer is computed on arrival, because that is when the other side's state counts. */
function settle<T>(answer: () => T): Settled<T> {
  try {
    return { kind: 'value', value: answer() };
  } catch (error) {
    return { kind: 'error', error };
  }
}
