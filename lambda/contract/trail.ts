import * as v from 'valibot';

/** Keys and ids that link the log lines of a step to those of the others, and to the systems around us. */
export interface Trail {
  readonly notificationKey?: string;
  readonly conversationId?: string;
  /** The application's own id of its request. */
  readonly requestId?: string;
  /** The event that started the workflow. */
  readonly eventId?: string;
}

const id = (pattern: RegExp) =>
  v.fallback(v.optional(v.pipe(v.string(), v.regex(pattern))), undefined);
const notificationKey = id(/^[A-Z2-7]{52}$/);
const ownId = id(/^[A-Za-z0-9._:@-]{1,128}$/);

/** Input of a step: the attempt itself, or the event it begins with. What is not as expected is left out. */
const inputSchema = v.fallback(
  v.object({
    notificationKey,
    requestId: ownId,
    route: v.fallback(v.object({ conversationId: ownId }), { conversationId: undefined }),
    event: v.fallback(
      v.object({
        id: ownId,
        detail: v.fallback(v.object({ notificationKey }), { notificationKey: undefined }),
      }),
      { id: undefined, detail: { notificationKey: undefined } },
    ),
  }),
  {
    notificationKey: undefined,
    requestId: undefined,
    route: { conversationId: undefined },
    event: { id: undefined, detail: { notificationKey: undefined } },
  },
);

/**
 * Reads what a step's input says about itself, for its log line. Never throws: a step that fails on its input is
 * the one whose line is needed most.
 */
export function trailOf(input: unknown): Trail {
  const { route, event, requestId, ...attempt } = v.parse(inputSchema, input);
  return {
    notificationKey: attempt.notificationKey ?? event.detail.notificationKey,
    conversationId: route.conversationId,
    requestId,
    eventId: event.id,
  };
}
