import type { Conclusion } from '../../lambda/contract/outcomes';
import { TASK_GRACE_SECONDS } from '../../lambda/contract/timeouts';
import type { StepOutput } from '../../lambda/contract/workflow';
import type { GenesysWorld } from './genesys-world';
import { labelOf } from './labels';
import type { Actor } from './labels';
import type { MemoryLedger } from './memory-ledger';
import type { Circumstances } from './simulation';
import { storeJourney } from './store-journey';
import { limitSeconds, runStep } from './subject';
import type { Kit, StepName } from './subject';
import { drive } from './workflow-driver';
import type { Execution } from './workflow-driver';
import { Worker } from './worker';
import type { Ended } from './worker';
import { WorkerGenesys } from './worker-genesys';
import { WorkerStore } from './worker-store';
import type { Aws } from './worker-store';

/** The definition's own limit for an execution. */
const EXECUTION_SECONDS = 290;

/** Where workers are led to, and where their words go. */
export interface Connections {
  readonly aws: Aws;
  readonly ledger: MemoryLedger;
  readonly genesys: GenesysWorld;
  readonly publish: (conclusion: Conclusion) => void;
  readonly reportConflict: (notificationKey: string, conflict: number) => void;
}

/** Starts executions and functions, cuts them at their limits, and takes what they publish. */
export class StateMachine {
  private names = 0;

  constructor(
    private readonly around: Circumstances,
    private readonly connections: Connections,
  ) {}

  nextName(prefix: string): string {
    this.names += 1;
    return `${prefix} #${this.names}`;
  }

  /** Starts an execution a moment from now, and perhaps a second time: Express promises at least once. */
  startSoon(name: string, event: unknown): void {
    const { time, random, faults } = this.around;
    const start = () => this.startExecution(name, event);
    time.at(time.nowMs + random.between(5, 200), start);
    if (faults.runsTwice(labelOf('Workflow', 'step', 1))) {
      time.at(time.nowMs + random.between(5, 2_000), start);
    }
  }

  startExecution(name: string, event: unknown): void {
    const { time, random, subject } = this.around;
    const endsAtMs = time.nowMs + EXECUTION_SECONDS * 1000;
    const worker = new Worker(this.around, {
      actor: 'Workflow',
      name,
      skewMs: 0,
      limitAtMs: endsAtMs,
      killedAtMs: endsAtMs,
    });
    const execution: Execution = {
      name,
      retriesSends: subject.retriesSends === true,
      invoke: (step, input) =>
        worker.hold('step', (done) => this.invoke({ step, input, of: name }, done)),
      wait: (seconds) =>
        worker.wait('wait', (leavesAtMs) => ({
          answerAtMs: leavesAtMs + seconds * 1000,
          answer: () => undefined,
        })),
      publish: (output) => this.publish(worker, output),
      noteTold: (key) => this.tell(worker, 'noteTold', () => this.connections.ledger.noteTold(key)),
      keepUntaken: () => this.tell(worker, 'keepUntaken', () => undefined),
      jitter: (seconds) => random.between(0, seconds),
    };
    worker.start(
      () => drive(execution, event),
      () => undefined,
    );
  }

  /** Runs a function of its own, outside any workflow. */
  startFunction<T>(
    step: 'Sweep' | 'Wake' | 'Control',
    code: (kit: Kit) => Promise<T>,
    onEnd: (ended: Ended<T>) => void = () => undefined,
  ): void {
    const worker = this.newWorker(step, this.nextName(step));
    const kit = this.kitFor(worker);
    worker.start(() => code(kit), onEnd);
  }

  private invoke(
    { step, input, of }: { step: StepName; input: unknown; of: string },
    done: (ended: Ended<StepOutput>) => void,
  ): void {
    const { time, trace, profile, subject } = this.around;
    const worker = this.newWorker(step, this.nextName(`${step} (${of})`));
    let isOver = false;
    const finish = (ended: Ended<StepOutput>) => {
      if (isOver) return;
      isOver = true;
      trace.note(() => `${worker.name} -> ${describe(ended)}`);
      done(ended);
    };
    const run = runStep(subject, step, this.kitFor(worker));
    worker.start(() => run(input, worker.remainingMs), finish);
    if (profile.killsAtLimit) return;
    const patienceSeconds = limitSeconds(step) + TASK_GRACE_SECONDS;
    time.at(time.nowMs + patienceSeconds * 1000, () => finish({ kind: 'failed' }));
  }

  private newWorker(actor: Exclude<Actor, 'Workflow'>, name: string): Worker {
    const { time, random, profile } = this.around;
    const seconds = actor === 'Control' ? limitSeconds('Post message') : limitSeconds(actor);
    const limitAtMs = time.nowMs + seconds * 1000;
    const killedAtMs = profile.killsAtLimit ? limitAtMs : Infinity;
    const skewMs = Math.round(random.between(-profile.skewMs, profile.skewMs));
    return new Worker(this.around, { actor, name, skewMs, limitAtMs, killedAtMs });
  }

  private kitFor(worker: Worker): Kit {
    const { aws, genesys, ledger } = this.connections;
    const { subject, profile } = this.around;
    const kit: Kit = {
      worker,
      aws: new WorkerStore(worker, aws),
      genesys: new WorkerGenesys(worker, genesys, subject.read),
      clock: worker.clock,
      leaseMs: profile.leaseMs,
      sleep: (ms) =>
        worker.wait('sleep', (leavesAtMs) => ({
          answerAtMs: leavesAtMs + ms,
          answer: () => undefined,
        })),
    };
    return subject.kit?.(kit, ledger) ?? kit;
  }

  private publish(
    worker: Worker,
    output: Extract<StepOutput, { kind: 'concluded' | 'conflict' | 'held' }>,
  ): Promise<boolean> {
    if (output.kind === 'concluded') {
      const { conclusion } = output;
      return this.tell(worker, 'publishOutcome', () => this.connections.publish(conclusion));
    }
    if (output.kind === 'held') return this.tell(worker, 'publishOutcome', () => undefined);
    const { notificationKey, conflict } = output;
    return this.tell(worker, 'publishConflict', () =>
      this.connections.reportConflict(notificationKey, conflict),
    );
  }

  private async tell(
    worker: Worker,
    awaited: 'publishOutcome' | 'publishConflict' | 'noteTold' | 'keepUntaken',
    apply: () => void,
  ): Promise<boolean> {
    const isAway = () => awaited === 'noteTold' && this.connections.aws.isAway();
    try {
      await worker.wait(awaited, (leavesAtMs, label) =>
        storeJourney(worker, { leavesAtMs, label, isAway }, apply),
      );
      return true;
    } catch {
      return false;
    }
  }
}

function describe(ended: Ended<StepOutput>): string {
  if (ended.kind === 'failed') return 'failed';
  const { output } = ended;
  return output.kind === 'concluded' ? `concluded ${output.conclusion.reason}` : output.kind;
}
