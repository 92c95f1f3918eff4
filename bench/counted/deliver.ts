import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { SENDER_TIMEOUT_SECONDS } from '../../lambda/contract/timeouts';
import type { StepOutput } from '../../lambda/contract/workflow';
import { loadSession } from '../../lambda/steps/load-session';
import { openNewSession } from '../../lambda/steps/open-new-session';
import { postMessage } from '../../lambda/steps/post-message';
import { preflightConversation } from '../../lambda/steps/preflight-conversation';
import type { CallBook } from './call-book';
import { LATENCIES } from './latencies';
import type { Stage } from './stage';

export type State = 'Load session' | 'Preflight conversation' | 'Post message' | 'Open new session';

/** How long one state's function was busy. */
export interface Ran {
  readonly state: State;
  /** On the virtual clock: its calls, and its wait for a slot. */
  readonly waitedMs: number;
  /** Processor time of this machine. */
  readonly processorMs: number;
}

export interface Delivered {
  readonly output: StepOutput;
  readonly ran: readonly Ran[];
}

/** What the workflow goes on with; the other ways through it are not counted here. */
const NEXT: Partial<Record<StepOutput['kind'], State>> = {
  ready: 'Preflight conversation',
  existing: 'Post message',
  new: 'Open new session',
};

let executions = 0;

/** Plays one execution of the workflow for a request, with the functions' own steps. */
export async function deliver(
  stage: Stage,
  book: Pick<CallBook, 'inState'>,
  request: object,
): Promise<Delivered> {
  executions += 1;
  const time = new Date(stage.clock.nowMs()).toISOString();
  const event = { id: `event-${executions}`, 'detail-type': NOTIFICATION_REQUESTED, time };
  const ran: Ran[] = [];
  const run = async (state: State, input: unknown): Promise<StepOutput> => {
    stage.clock.pass(LATENCIES.handOver);
    const beganMs = stage.clock.nowMs();
    const processor = process.cpuUsage();
    const output = await book.inState(state, () => stepsOf(stage)[state](input));
    const { user, system } = process.cpuUsage(processor);
    const waitedMs = stage.clock.nowMs() - beganMs;
    ran.push({ state, waitedMs, processorMs: (user + system) / 1000 });
    const next = NEXT[output.kind];
    return next === undefined ? output : run(next, output);
  };
  const executionName = `execution-${executions}`;
  const first = { executionName, event: { ...event, source: 'bench', detail: request } };
  return { output: await run('Load session', first), ran };
}

function stepsOf(stage: Stage): Record<State, (input: unknown) => Promise<StepOutput>> {
  const endsMs = stage.clock.nowMs() + SENDER_TIMEOUT_SECONDS * 1000;
  const remainingMs = () => endsMs - stage.clock.nowMs();
  return {
    'Load session': loadSession(stage),
    'Preflight conversation': (input) => preflightConversation(stage)(input, remainingMs),
    'Post message': (input) => postMessage(stage)(input, remainingMs),
    'Open new session': (input) => openNewSession(stage)(input, remainingMs),
  };
}
