import type { Context } from 'aws-lambda';
import type { Outcome } from '../contract/outcomes';
import { trailOf } from '../contract/trail';
import type { Trail } from '../contract/trail';
import { errorFacts } from '../domain/error-facts';
import { outcomeMeasures } from '../domain/measures';
import type { LogFields, Measure, Telemetry } from '../domain/ports-telemetry';

/** What may be told of a step's output: of all that it says, keys, codes and numbers. */
interface Output extends Trail {
  readonly kind?: string;
  readonly route?: { readonly conversationId?: string };
  readonly conclusion?: Ending & { readonly outcome: Outcome };
  readonly held?: Ending & { readonly outcome: 'HELD' };
  readonly rejection?: {
    readonly outcome: Outcome;
    readonly reason: string;
    readonly problems: readonly { code: string; path: string }[];
  };
  readonly isRepeat?: boolean;
  readonly secondsToOutcome?: number;
}

interface Ending extends Trail {
  readonly reason: string;
  readonly correlationId?: string;
}

/** All that is asked of Lambda's context. */
type TimeLeft = Pick<Context, 'getRemainingTimeInMillis'>;

type Step<O> = (input: unknown, remainingMs: () => number) => Promise<O>;

/** Makes a Lambda handler of a step: one log line per call, with what was decided, how long it took and what it counts. */
export function logged<O extends Output>(
  name: string,
  { log }: Telemetry,
  step: Step<O>,
  measure: (output: O) => readonly Measure[] = measuresOf,
) {
  return async (event: unknown, context: TimeLeft): Promise<O> => {
    const startedMs = Date.now();
    const trail = trailOf(event);
    try {
      const output = await step(event, () => context.getRemainingTimeInMillis());
      const durationMs = Date.now() - startedMs;
      log('INFO', { step: name, ...fieldsOf(output, trail), durationMs }, measure(output));
      return output;
    } catch (error) {
      const durationMs = Date.now() - startedMs;
      log('ERROR', { step: name, ...trail, ...errorFacts(error), durationMs });
      throw error;
    }
  };
}

const toldBy = ({ conclusion, held, rejection }: Output) => conclusion ?? held ?? rejection;

const measuresOf = (output: Output): Measure[] => {
  const { isRepeat, secondsToOutcome } = output;
  return outcomeMeasures({ ...codesOf(output), isRepeat, secondsToOutcome });
};

const codesOf = (output: Output) => {
  const { outcome, reason } = toldBy(output) ?? {};
  return { outcome, reason };
};

function fieldsOf(output: Output, trail: Trail): Omit<LogFields, 'step'> {
  const { kind, conclusion, held, rejection, route } = output;
  const said = [output, conclusion, held, route, trail];
  return {
    kind,
    notificationKey: firstOf('notificationKey', said),
    conversationId: firstOf('conversationId', said),
    requestId: firstOf('requestId', said),
    eventId: firstOf('eventId', said),
    ...codesOf(output),
    correlationId: conclusion?.correlationId,
    problems: rejection?.problems.map(({ code, path }) => ({ code, path })),
  };
}

/** What the output says goes before what the input said. */
const firstOf = (key: keyof Trail, said: readonly (Trail | undefined)[]): string | undefined =>
  said.find((each) => each?.[key] !== undefined)?.[key];
