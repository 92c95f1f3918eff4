import type { Context } from 'aws-lambda';
import { NOTIFICATIONS_METRIC, OUTCOME_DIMENSION } from '../contract/metrics';
import { errorFacts } from '../domain/error-facts';
import type { LogFields, Telemetry } from '../domain/ports';

interface Told {
  readonly kind?: string;
  readonly notificationKey?: string;
  readonly conclusion?: {
    readonly notificationKey: string;
    readonly conversationId?: string;
    readonly outcome: string;
    readonly reason: string;
    readonly correlationId?: string;
  };
  readonly rejection?: { readonly problems: readonly { code: string; path: string }[] };
}

type Step<Output> = (input: unknown, remainingMs: () => number) => Promise<Output>;

/** Makes a Lambda handler of a step: one log line per call, with what was decided and how long it took. */
export function logged<Output extends Told>(
  name: string,
  telemetry: Telemetry,
  step: Step<Output>,
) {
  const { log, count } = telemetry;
  return async (event: unknown, context: Context): Promise<Output> => {
    const startedMs = Date.now();
    try {
      const output = await step(event, () => context.getRemainingTimeInMillis());
      log('INFO', { step: name, ...fieldsOf(output), durationMs: Date.now() - startedMs });
      if (output.conclusion) {
        count(NOTIFICATIONS_METRIC, 1, { [OUTCOME_DIMENSION]: output.conclusion.outcome });
      }
      return output;
    } catch (error) {
      log('ERROR', { step: name, ...errorFacts(error), durationMs: Date.now() - startedMs });
      throw error;
    }
  };
}

function fieldsOf({ kind, notificationKey, conclusion, rejection }: Told): Omit<LogFields, 'step'> {
  return {
    kind,
    notificationKey: notificationKey ?? conclusion?.notificationKey,
    conversationId: conclusion?.conversationId,
    outcome: conclusion?.outcome,
    reason: conclusion?.reason,
    correlationId: conclusion?.correlationId,
    problems: rejection?.problems.map(({ code, path }) => ({ code, path })),
  };
}
