import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import type { Exchange } from '../domain/answer';
import { endpointOf, signAs } from './aws-environment';
import type { AwsEnvironment } from './aws-environment';
import type { SendHttp } from './http-exchange';

export interface AwsJsonClientOptions {
  readonly service: keyof typeof PROTOCOLS;
  readonly send: SendHttp;
  readonly environment: AwsEnvironment;
  /** Waits between tries. */
  readonly sleep: (ms: number) => Promise<void>;
}

export type AwsAnswer =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'conditionFailed'; readonly body: unknown };

export type CallAws = (operation: string, input: object) => Promise<AwsAnswer>;

/** An AWS service refused or did not answer, after the tries that were worth it. Carries codes, never an input. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';

  /** @param missingPermission the IAM action the function's role lacks, when AWS says that this is it */
  constructor(
    message: string,
    readonly missingPermission?: string,
  ) {
    super(message);
  }
}

const PROTOCOLS = {
  dynamodb: { target: 'DynamoDB_20120810', contentType: 'application/x-amz-json-1.0' },
  secretsmanager: { target: 'secretsmanager', contentType: 'application/x-amz-json-1.1' },
  sqs: { target: 'AmazonSQS', contentType: 'application/x-amz-json-1.0' },
  states: { target: 'AWSStepFunctions', contentType: 'application/x-amz-json-1.0' },
} as const;

/** Worth another try: the service was busy, not unwilling. */
const PASSING =
  /Throttl|ThroughputExceeded|RequestLimitExceeded|InternalServerError|ServiceUnavailable/;

const MAX_TRIES = 4;
const FIRST_WAIT_MS = 50;

/** AWS's JSON protocol names the error in this field. */
const ERROR_TYPE = '__type';
const errorSchema = v.object({
  [ERROR_TYPE]: v.string(),
  message: v.optional(v.string()),
  Message: v.optional(v.string()),
});

/** AWS's sentence names who, the action and the resource; the action alone may be told. */
const NOT_AUTHORIZED = /not authorized to perform: ([\w-]+:\w+)/;

/**
 * Speaks AWS's JSON protocol with signed requests. It replaces the SDK's client in the functions, whose
 * loading is most of a cold start (docs/adr/0007); inputs are typed by the SDK's own types.
 *
 * A request that got no answer is sent again, as the SDK does: every write of ours recognises itself.
 */
export function createAwsJsonClient(options: AwsJsonClientOptions): CallAws {
  const { service, send, environment, sleep } = options;
  const { target, contentType } = PROTOCOLS[service];
  const url = endpointOf(service, environment);
  const sign = signAs(service, environment);

  return async (operation, input) => {
    const body = JSON.stringify(input);
    const headers = { 'content-type': contentType, 'x-amz-target': `${target}.${operation}` };
    for (let tries = 1; ; tries += 1) {
      const exchange = await send({
        method: 'POST',
        url: url.href,
        headers: await sign({ url, headers, body }),
        body,
      });
      const result = read(exchange);
      if (result.kind !== 'error') return result;
      if (!result.passing || tries === MAX_TRIES) {
        throw callError(`${service} ${operation}: ${result.code}`, result.missingPermission);
      }
      await sleep(FIRST_WAIT_MS * 2 ** tries * Math.random());
    }
  };
}

function callError(message: string, missingPermission: string | undefined): AwsCallError {
  if (missingPermission === undefined) return new AwsCallError(message);
  return new AwsCallError(`${message}, missing ${missingPermission}`, missingPermission);
}

interface Refusal {
  readonly kind: 'error';
  readonly code: string;
  readonly passing: boolean;
  readonly missingPermission?: string;
}

function read(exchange: Exchange): AwsAnswer | Refusal {
  if (exchange.kind !== 'answered') return { kind: 'error', code: exchange.cause, passing: true };
  const { status, body } = exchange;
  if (status === 200 && body !== undefined) return { kind: 'done', body };
  const parsed = parseInput(errorSchema, body);
  if (parsed.kind === 'invalid') return refused(status, `HTTP ${status}`);
  const { [ERROR_TYPE]: type, message = '', Message: sentence = message } = parsed.value;
  const code = type.slice(type.indexOf('#') + 1);
  if (code === 'ConditionalCheckFailedException') return { kind: 'conditionFailed', body };
  return refused(status, code, missingPermissionIn(code, sentence));
}

/** Of refusals only: another error's sentence may quote what it was sent. */
const missingPermissionIn = (code: string, sentence: string) =>
  code.startsWith('AccessDenied') ? NOT_AUTHORIZED.exec(sentence)?.[1] : undefined;

function refused(status: number, code: string, missingPermission?: string): Refusal {
  const passing = status >= 500 || status === 200 || PASSING.test(code);
  return { kind: 'error', code, passing, missingPermission };
}
