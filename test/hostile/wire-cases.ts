import type { SendAnswer } from '../../lambda/domain/ports';
import type { Misbehaviour } from './play-send';

interface Action {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface WireCase {
  readonly title: string;
  readonly action: Misbehaviour;
  readonly says: SendAnswer['kind'];
  readonly received: 0 | 1;
  readonly hasty?: true;
}

const COMMITS = ['before', 'after', 'never'] as const;
/** Longer than any deadline of these cases, and over soon after it. */
const TOO_LATE_MS = 600;

const lost = (title: string, action: Action, hasty?: true): WireCase[] =>
  COMMITS.map((commit) => ({
    title: `${title}, effect ${commit}`,
    action: { ...action, commit },
    says: 'unknown',
    received: commit === 'never' ? 0 : 1,
    ...(hasty && { hasty }),
  }));

/** The status has been read, so the message is with Genesys whatever becomes of the rest. */
const statusRead = (title: string, action: Action, hasty?: true): WireCase[] =>
  (['before', 'after'] as const).map((commit) => ({
    title: `${title}, effect ${commit}`,
    action: { ...action, commit },
    says: 'accepted',
    received: 1,
    ...(hasty && { hasty }),
  }));

const ok = (fields: object) => ({ kind: 'answer', status: 200, ...fields });
const deeplyNested = '['.repeat(100_000);

/** Everything that can happen to one answer on its way. An honest refusal or acceptance is never turned around. */
export const WIRE_CASES: readonly WireCase[] = [
  ...lost('an answer later than the deadline', { kind: 'delay', ms: TOO_LATE_MS }, true),
  ...lost('headers that drip', { kind: 'drip', part: 'headers', intervalMs: 40 }, true),
  ...lost('a reset connection', { kind: 'reset' }),
  ...lost('no answer at all', { kind: 'silence' }, true),
  ...lost('a hang-up without a word', { kind: 'silence', closeAfterMs: 20 }),
  {
    title: 'an answer that is late but in time',
    action: { kind: 'delay', ms: 50, commit: 'before' },
    says: 'accepted',
    received: 1,
  },
  ...statusRead('a body that drips', { kind: 'drip', part: 'body', intervalMs: 40 }, true),
  ...statusRead('a body that is cut', { kind: 'cut' }),
  ...statusRead('a body that never begins', { kind: 'cut', afterBytes: 0 }),
  ...statusRead('a body of 50 MB', { kind: 'huge' }),
  ...statusRead('a body of 50 MB of text', { kind: 'huge', contentType: 'text/plain' }),
  ...statusRead('a page of a gateway', { kind: 'non-json' }),
  ...statusRead('an empty 200', ok({})),
  ...statusRead('a 200 with another type', ok({ contentType: 'text/xml', body: '<id>1</id>' })),
  ...statusRead('a 200 without a type', ok({ contentType: 'x', body: { id: 7 } })),
  ...statusRead('a 200 with null', ok({ body: 'null' })),
  ...statusRead('a 200 with a list', ok({ body: [] })),
  ...statusRead('a 200 with half a JSON', ok({ body: '{"id":"' })),
  ...statusRead('a 200 nested without end', ok({ body: deeplyNested })),
  ...statusRead('a 200 that says it is packed', ok({ headers: { 'content-encoding': 'gzip' } })),
  ...statusRead('a 200 with a prototype', ok({ body: '{"__proto__":{"kind":"refused"}}' })),
  ...statusRead('a 201 without body', { kind: 'answer', status: 201 }),
  ...statusRead('a 202 without body', { kind: 'answer', status: 202 }),
];
