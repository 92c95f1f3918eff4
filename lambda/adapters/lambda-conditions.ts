import { conditionAnswerSchema } from '../contract/conditions';
import type { ConditionFunctions } from '../contract/conditions';
import { parseInput } from '../contract/problems';
import type { Exchange } from '../domain/answer';
import type { ConditionAnswer, Conditions } from '../domain/ports-conditions';
import { endpointOf, signAs } from './aws-environment';
import type { AwsEnvironment } from './aws-environment';
import type { SendHttp } from './http-exchange';

export interface LambdaConditionsOptions {
  /** By type of notification. */
  readonly functions: ConditionFunctions;
  /** Its deadline is the patience with a condition function. */
  readonly send: SendHttp;
  readonly environment: AwsEnvironment;
}

/** By this header Lambda tells that the function threw; its value says how. */
const FUNCTION_ERROR = 'x-amz-function-error';

/** Asks Lambda functions, each once: whoever gets no answer waits and asks again later. */
export function createLambdaConditions(options: LambdaConditionsOptions): Conditions {
  const { functions, send, environment } = options;
  const endpoint = endpointOf('lambda', environment);
  const sign = signAs('lambda', environment);

  return {
    find: (type) => {
      const { [type]: functionName } = functions;
      if (functionName === undefined) return undefined;
      const url = new URL(`/2015-03-31/functions/${functionName}/invocations`, endpoint);
      return async (question) => {
        const body = JSON.stringify(question);
        const headers = await sign({ url, headers: { 'content-type': 'application/json' }, body });
        return toAnswer(await send({ method: 'POST', url: url.href, headers, body }));
      };
    },
  };
}

function toAnswer(exchange: Exchange): ConditionAnswer {
  if (exchange.kind !== 'answered') return { kind: 'unanswered', cause: exchange.cause };
  const { status, headers, body } = exchange;
  const { [FUNCTION_ERROR]: error } = headers;
  if (error !== undefined) return { kind: 'unanswered', cause: 'FUNCTION_ERROR' };
  if (status !== 200) return { kind: 'unanswered', cause: `HTTP ${status}` };
  const parsed = parseInput(conditionAnswerSchema, body);
  if (parsed.kind === 'invalid') return { kind: 'unanswered', cause: 'UNREADABLE_ANSWER' };
  return { kind: parsed.value.stillTrue ? 'stillTrue' : 'noLongerTrue' };
}
