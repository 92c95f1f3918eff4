import { ATTEMPT_DUE } from '../../lambda/contract/request-events';
import type { StepOutput } from '../../lambda/contract/workflow';
import type { StepName } from './subject';
import type { Ended } from './worker';

type Concluded = Extract<StepOutput, { kind: 'concluded' }>;
type Conflict = Extract<StepOutput, { kind: 'conflict' }>;
type Held = Extract<StepOutput, { kind: 'held' }>;

/** What the driver needs of the bench; every one of these is a labelled await. */
export interface Execution {
  readonly name: string;
  readonly retriesSends: boolean;
  invoke(step: StepName, input: unknown): Promise<Ended<StepOutput>>;
  wait(seconds: number): Promise<void>;
  /** Resolves to whether the bus took it. */
  publish(output: Concluded | Conflict | Held): Promise<boolean>;
  /** Resolves to whether the ledger took it. */
  noteTold(notificationKey: string): Promise<boolean>;
  keepUntaken(): Promise<boolean>;
  jitter(seconds: number): number;
}

/** Attempts that the workflow adds to a task or publication that failed. */
const MAX_RETRIES = 3;

/**
 * Walks from output to output as the definition in `lib/message-workflow.ts` does. It is a driver for the bench
 * and not an interpreter of the definition, which is executed by tests of its own.
 */
export async function drive(execution: Execution, event: unknown): Promise<void> {
  let input = event;
  for (;;) {
    const loaded = await retried(execution, () =>
      execution.invoke('Load session', { executionName: execution.name, event: input }),
    );
    if (loaded.kind === 'failed') {
      await persist(execution, () => execution.keepUntaken());
      return;
    }
    const last = await follow(execution, loaded.output);
    if (last.kind === 'concluded') await tell(execution, last);
    if (last.kind === 'conflict' || last.kind === 'held') {
      await persist(execution, () => execution.publish(last));
    }
    if (last.kind !== 'later') return;
    await execution.wait(last.waitSeconds);
    const { notificationKey } = last;
    input = { 'detail-type': ATTEMPT_DUE, detail: { notificationKey } };
  }
}

async function follow(execution: Execution, first: StepOutput): Promise<StepOutput> {
  let output = first;
  for (;;) {
    const state = NEXT_STATE[output.kind];
    if (state === undefined) return output;
    const ended = await enter(execution, state, output);
    if (ended.kind === 'returned') output = ended.output;
    // Nobody catches what Reconcile throws: the execution fails, and the sweeper finds the row.
    else if (state === 'Reconcile') return { kind: 'nothing' };
    else output = doubtAbout(output);
  }
}

/** The state that each kind of output names; the others end the walk. */
const NEXT_STATE: Partial<Record<StepOutput['kind'], StepName>> = {
  ready: 'Preflight conversation',
  existing: 'Post message',
  new: 'Open new session',
  fallback: 'Send by channel',
  refused: 'Diagnose refusal',
  doubt: 'Reconcile',
};

const SENDERS: readonly StepName[] = ['Post message', 'Open new session', 'Send by channel'];

function enter(
  execution: Execution,
  state: StepName,
  input: StepOutput,
): Promise<Ended<StepOutput>> {
  const isSender = SENDERS.includes(state);
  const once = () => execution.invoke(state, input);
  return isSender && !execution.retriesSends ? once() : retried(execution, once);
}

async function retried(
  execution: Execution,
  once: () => Promise<Ended<StepOutput>>,
): Promise<Ended<StepOutput>> {
  let ended = await once();
  for (let retry = 0; retry < MAX_RETRIES && ended.kind === 'failed'; retry += 1) {
    await execution.wait(execution.jitter(2 ** retry));
    ended = await once();
  }
  return ended;
}

/** Only an outcome that the bus has taken leaves the index of what is due; a contradiction has no row there. */
async function tell(execution: Execution, output: Concluded): Promise<void> {
  const isTaken = await persist(execution, () => execution.publish(output));
  const { notificationKey, reason } = output.conclusion;
  if (isTaken && reason !== 'BODY_MISMATCH') {
    await persist(execution, () => execution.noteTold(notificationKey));
  }
}

async function persist(execution: Execution, once: () => Promise<boolean>): Promise<boolean> {
  let isTaken = await once();
  for (let retry = 0; retry < MAX_RETRIES && !isTaken; retry += 1) {
    await execution.wait(execution.jitter(2 ** retry));
    isTaken = await once();
  }
  return isTaken;
}

/** What the catch of a state hands on. */
const doubtAbout = (input: StepOutput): StepOutput =>
  'notificationKey' in input && input.notificationKey !== undefined
    ? { kind: 'doubt', notificationKey: input.notificationKey }
    : { kind: 'nothing' };
