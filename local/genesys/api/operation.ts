import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Platform } from '../model/platform';
import { demandPermissions, type Permissions } from './access';
import { authenticate, countAgainstLimit, toRateRefusal, type Caller } from './authentication';
import { readJson } from './parse-body';

export interface Call extends Caller {
  readonly platform: Platform;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: FastifyRequest['headers'];
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** One operation of the published API, or of the thread's dialect. */
export interface Operation {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly permissions?: Permissions;
  readonly handle: (call: Call) => Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

const textMap = v.fallback(v.record(v.string(), v.string()), {});

/** Every answer of the API carries the caller's count, a refused one as well. */
const countCaller = (platform: Platform, caller: Caller, reply: FastifyReply): void => {
  const verdict = countAgainstLimit(platform, caller.client);
  void reply.headers({
    'inin-ratelimit-count': verdict.count,
    'inin-ratelimit-allowed': verdict.allowed,
    'inin-ratelimit-reset': verdict.resetSeconds,
  });
  if (verdict.refused) throw toRateRefusal(platform, verdict);
};

/** Who is asking comes first, how often second, then what is asked, then whether the role allows it. */
const answer = (
  platform: Platform,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer => {
  const caller = authenticate(platform, request.headers.authorization);
  countCaller(platform, caller, reply);
  const body = readJson(
    request.body,
    request.headers['content-type'],
    platform.settings.requestBytesMax,
  );
  if (operation.permissions !== undefined) {
    demandPermissions(caller.client, operation.permissions);
  }
  return operation.handle({
    ...caller,
    platform,
    params: v.parse(textMap, request.params),
    query: v.parse(textMap, request.query),
    headers: request.headers,
    body,
  });
};

export const addOperations = (
  app: FastifyInstance,
  platform: Platform,
  operations: readonly Operation[],
): void => {
  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) => {
        const { status, body } = answer(platform, operation, request, reply);
        if (body === undefined) return reply.code(status).send();
        return reply.code(status).type('application/json').send(JSON.stringify(body));
      },
    });
  }
};
