import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const required = v.pipe(v.string(), v.minLength(1));
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));

/**
 * When the request takes effect, relative to its answer: before it, after the client is done with it, or not at all.
 * The client cannot tell which; the simulator's truth can.
 */
const commits = v.picklist(['before', 'after', 'never']);
export type Commit = v.InferOutput<typeof commits>;

const timing = { commit: v.optional(commits), commitDelayMs: v.optional(count, 0) };

const isPattern = (pattern: string): boolean => {
  if (!pattern.startsWith('^')) return true;
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
};

export const matchSchema = v.strictObject({
  method: v.optional(v.pipe(v.string(), v.toUpperCase())),
  path: v.optional(v.pipe(required, v.check(isPattern, 'expected a glob, or a regex from ^'))),
  clientId: v.optional(required),
});
export type FaultMatch = v.InferOutput<typeof matchSchema>;

export const requestActionSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('answer'),
    status,
    headers: v.optional(v.record(v.string(), v.string()), {}),
    body: v.optional(v.unknown()),
    contentType: v.optional(required, 'application/json'),
    ...timing,
  }),
  v.strictObject({ kind: v.literal('delay'), ms: count, ...timing }),
  v.strictObject({
    kind: v.literal('drip'),
    part: v.optional(v.picklist(['headers', 'body']), 'body'),
    bytes: v.optional(positive, 1),
    intervalMs: v.optional(positive, 100),
    ...timing,
  }),
  v.strictObject({ kind: v.literal('cut'), afterBytes: v.optional(count), ...timing }),
  v.strictObject({ kind: v.literal('reset'), ...timing }),
  v.strictObject({ kind: v.literal('silence'), closeAfterMs: v.optional(positive), ...timing }),
  v.strictObject({
    kind: v.literal('redirect'),
    status: v.optional(v.picklist([301, 302, 303, 307, 308]), 307),
    location: required,
    ...timing,
  }),
  v.strictObject({
    kind: v.literal('huge'),
    bytes: v.optional(positive, 50 * 1024 * 1024),
    contentType: v.optional(required, 'application/json'),
    ...timing,
  }),
  v.strictObject({ kind: v.literal('non-json'), status: v.optional(status, 200), ...timing }),
]);
export type RequestAction = v.InferOutput<typeof requestActionSchema>;

export const eventActionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('events-duplicate'), copies: v.optional(positive, 2) }),
  v.strictObject({ kind: v.literal('events-delay'), ms: positive }),
  v.strictObject({ kind: v.literal('events-hold') }),
  v.strictObject({ kind: v.literal('events-reorder'), overtakenBy: v.optional(positive, 1) }),
]);
export type EventAction = v.InferOutput<typeof eventActionSchema>;

const repetition = { skip: v.optional(count, 0), times: v.optional(positive) };

export const requestFaultSchema = v.strictObject({
  match: v.optional(matchSchema, {}),
  ...repetition,
  action: requestActionSchema,
});
export type RequestFault = v.InferOutput<typeof requestFaultSchema>;

export const eventFaultSchema = v.strictObject({
  match: v.optional(
    v.strictObject({ topic: v.optional(required), eventSourceId: v.optional(required) }),
    {},
  ),
  ...repetition,
  action: eventActionSchema,
});
export type EventFault = v.InferOutput<typeof eventFaultSchema>;

export const seededKinds = [
  'error',
  'rate-limited',
  'delay',
  'drip',
  'cut',
  'reset',
  'silence',
  'redirect',
  'huge',
  'non-json',
] as const;

export const seededFaultSchema = v.strictObject({
  seed: v.union([v.string(), v.number()]),
  rate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  kinds: v.optional(v.pipe(v.array(v.picklist(seededKinds)), v.minLength(1)), [...seededKinds]),
  match: v.optional(matchSchema, {}),
});
export type SeededFault = v.InferOutput<typeof seededFaultSchema>;
