import { SENDER_TIMEOUT_SECONDS } from '../../lambda/contract/timeouts';
import type { StepOutput } from '../../lambda/contract/workflow';
import { diagnoseRefusal } from '../../lambda/steps/diagnose-refusal';
import { loadSession } from '../../lambda/steps/load-session';
import { openNewSession } from '../../lambda/steps/open-new-session';
import { postMessage } from '../../lambda/steps/post-message';
import { preflightConversation } from '../../lambda/steps/preflight-conversation';
import { reconcile } from '../../lambda/steps/reconcile';
import { sendByChannel } from '../../lambda/steps/send-by-channel';
import type { WorkerEnd, WorkerStart } from './worker-config';
import type { WorkerDeps } from './worker-deps';

type State =
  | 'Load session'
  | 'Preflight conversation'
  | 'Post message'
  | 'Open new session'
  | 'Send by channel'
  | 'Diagnose refusal'
  | 'Reconcile';

/** Which state follows which answer, as in lib/message-workflow.ts; without an entry the execution ends. */
const NEXT: Record<State, Partial<Record<StepOutput['kind'], State>>> = {
  'Load session': {
    ready: 'Preflight conversation',
    new: 'Open new session',
    fallback: 'Send by channel',
    doubt: 'Reconcile',
  },
  'Preflight conversation': {
    existing: 'Post message',
    new: 'Open new session',
    fallback: 'Send by channel',
    refused: 'Diagnose refusal',
  },
  'Post message': { refused: 'Diagnose refusal', doubt: 'Reconcile' },
  'Open new session': { refused: 'Diagnose refusal', doubt: 'Reconcile' },
  'Send by channel': {
    fallback: 'Send by channel',
    refused: 'Diagnose refusal',
    doubt: 'Reconcile',
  },
  'Diagnose refusal': {},
  Reconcile: {},
};

/** States whose failure is caught, and by whom. */
const CATCHES = new Set<State>([
  'Preflight conversation',
  'Post message',
  'Open new session',
  'Send by channel',
  'Diagnose refusal',
]);

export interface Walk {
  readonly start: WorkerStart;
  readonly executionName: string;
  readonly enter: (state: string) => void;
  /** Tells the bus how it ended. */
  readonly publish: (output: StepOutput) => Promise<void>;
}

/** One execution, state by state. A wait ends it here: what comes after it is the business of the next worker. */
export async function walkWorkflow(deps: WorkerDeps, walk: Walk): Promise<WorkerEnd> {
  const steps = stepsOf(deps);
  const thrown: string[] = [];
  let state: State = walk.start.at;
  let input: unknown = firstInput(walk);
  for (;;) {
    walk.enter(state);
    let output: StepOutput;
    try {
      output = await steps[state](input);
    } catch (error) {
      thrown.push(error instanceof Error ? `${state}: ${error.message}` : state);
      if (!CATCHES.has(state)) return { kind: 'failed', thrown };
      state = 'Reconcile';
      input = { notificationKey: keyIn(input) };
      continue;
    }
    const next: State | undefined = NEXT[state][output.kind];
    if (next === undefined) {
      if (output.kind === 'concluded' || output.kind === 'conflict') await walk.publish(output);
      return endOf(output, thrown);
    }
    state = next;
    input = output;
  }
}

function stepsOf(deps: WorkerDeps): Record<State, (input: unknown) => Promise<StepOutput>> {
  const endsMs = Date.now() + SENDER_TIMEOUT_SECONDS * 1000;
  const remainingMs = () => endsMs - Date.now();
  return {
    'Load session': loadSession(deps),
    'Preflight conversation': (input) => preflightConversation(deps)(input, remainingMs),
    'Post message': (input) => postMessage(deps)(input, remainingMs),
    'Open new session': (input) => openNewSession(deps)(input, remainingMs),
    'Send by channel': (input) => sendByChannel(deps)(input, remainingMs),
    'Diagnose refusal': diagnoseRefusal(deps),
    Reconcile: reconcile(deps),
  };
}

function firstInput({ start, executionName }: Walk): unknown {
  return start.at === 'Load session'
    ? { executionName, event: start.event }
    : { notificationKey: start.notificationKey };
}

function endOf(output: StepOutput, thrown: readonly string[]): WorkerEnd {
  const conflict = output.kind === 'conflict' ? output.conflict : undefined;
  return { kind: output.kind, conflict, thrown };
}

function keyIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'notificationKey' in input
    ? input.notificationKey
    : undefined;
}
