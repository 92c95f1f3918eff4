import type { SendAnswer } from '../../lambda/domain/ports';
import type { Way } from './play-send';

type Kind = SendAnswer['kind'];

export interface StatusCase {
  readonly status: number;
  readonly code: string;
  readonly says: Kind;
  /** Ways in which this very refusal means that a conversation stands in the way, or has gone. */
  readonly conflictIn?: readonly string[];
}

const PLATFORM = ['platform, existing', 'platform, new'];
const INTO_THREAD = ['thread, existing'];
const NEW_THREAD = ['thread, new'];

const all = (status: number, says: Kind, codes: readonly string[]): StatusCase[] =>
  codes.map((code) => ({ status, code, says }));

/** Every status of the published API with every code it declares, and what becomes of a send that meets it. */
export const DECLARED: readonly StatusCase[] = [
  ...all(400, 'refused', [
    'bad.request',
    'invalid.value',
    'invalid.property',
    'invalid.date',
    'invalid.query.param.value',
    'constraint.validation',
    'max.length.exceeded',
    'client.failed.request',
    'response.entity.too.large',
    'not.a.client',
    'not.a.user',
    'invalid.webmessaging.text.body',
    'conversation.message.limit.exceeded',
    'media.too.large',
    'not.found',
  ]),
  { status: 400, code: 'active.conversation', says: 'refused', conflictIn: PLATFORM },
  { status: 400, code: 'existing.conversation', says: 'refused', conflictIn: PLATFORM },
  { status: 400, code: 'conversation.closed', says: 'refused', conflictIn: INTO_THREAD },
  ...all(401, 'refused', [
    'authentication.required',
    'bad.credentials',
    'ip.not.authorized',
    'credentials.expired',
  ]),
  ...all(403, 'refused', [
    'missing.permissions',
    'missing.any.permissions',
    'missing.division.permission',
    'missing.any.division.permissions',
    'not.authorized',
    'app.not.authorized.for.scope',
    'authz.policy.denied',
  ]),
  { status: 404, code: 'not.found', says: 'refused', conflictIn: INTO_THREAD },
  {
    status: 404,
    code: 'conversation.error.conversation.not.found',
    says: 'refused',
    conflictIn: INTO_THREAD,
  },
  ...all(408, 'unknown', ['client.timeout']),
  {
    status: 409,
    code: 'request.conflict',
    says: 'refused',
    conflictIn: [...PLATFORM, ...NEW_THREAD],
  },
  { status: 409, code: 'conversation.active', says: 'refused', conflictIn: NEW_THREAD },
  ...all(409, 'refused', ['organization.outbound.usage.limit.exceeded']),
  ...all(413, 'refused', ['request.entity.too.large']),
  ...all(415, 'refused', ['unsupported.media.type']),
  ...all(429, 'unavailable', ['too.many.requests.retry.after', 'too.many.requests']),
  ...all(500, 'unknown', ['internal.server.error']),
  ...all(503, 'unknown', ['service.unavailable']),
  ...all(504, 'unknown', [
    'request.timeout',
    'authentication.request.timeout',
    'division.authorization.timeout',
  ]),
];

/** A certain no whose body says nothing, or nothing that can be read. */
export const BARE_REFUSALS: readonly number[] = [
  300, 304, 400, 403, 404, 405, 409, 410, 413, 415, 422,
];

/** Whatever is not listed as a yes or a no is a doubt, with the message received and without. */
export const DOUBTFUL: readonly number[] = [
  203, 204, 205, 206, 207, 226, 299, 402, 406, 407, 408, 411, 412, 414, 416, 417, 418, 421, 423,
  424, 425, 426, 428, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 521, 522,
  524, 529, 599,
];

export const kindIn = ({ says, conflictIn = [] }: StatusCase, { name }: Way): Kind =>
  conflictIn.includes(name) ? 'conflict' : says;
