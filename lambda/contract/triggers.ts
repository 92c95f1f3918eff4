import * as v from 'valibot';
import { CONVERSATION_TOPIC_PREFIX } from './genesys-events';

/** Detail type under which a trigger's rule hands an event of Genesys to the workflow. Nobody publishes it. */
export const TRIGGER_FIRED = 'TriggerFired';

/** Fields that every event of a conversation carries and that choose among conversations. */
const COMMON_FIELDS = ['direction', 'divisionId', 'addressFrom', 'addressTo', 'utilizationLabel'];

/**
 * The events of Genesys that can trigger a message, each with the fields by which a trigger may choose among them.
 * All of them name their message type and, directly or in a list, the external contact.
 */
export const TRIGGER_EVENTS = {
  'customer.start': COMMON_FIELDS,
  'customer.end': [...COMMON_FIELDS, 'disconnectType'],
  'user.start': [...COMMON_FIELDS, 'userId', 'queueId'],
  'user.end': [...COMMON_FIELDS, 'userId', 'queueId', 'disconnectType'],
  'acd.start': [...COMMON_FIELDS, 'queueId'],
  'acd.end': [...COMMON_FIELDS, 'queueId', 'disconnectType', 'acdOutcome', 'answeredUserId'],
  'flow.start': [...COMMON_FIELDS, 'flowType', 'flowId'],
  'flow.end': [
    ...COMMON_FIELDS,
    'flowType',
    'flowId',
    'disconnectType',
    'exitReason',
    'transferType',
  ],
} as const;

export type TriggerEvent = keyof typeof TRIGGER_EVENTS;
export const TRIGGER_EVENT_NAMES = [
  'customer.start',
  'customer.end',
  'user.start',
  'user.end',
  'acd.start',
  'acd.end',
  'flow.start',
  'flow.end',
] as const satisfies readonly TriggerEvent[];

/** How Genesys spells the event as a detail type. */
export const topicOf = (event: TriggerEvent): string => `${CONVERSATION_TOPIC_PREFIX}${event}`;

/** What a trigger asks for when it fires, as its rule hands it over beside the event. */
const triggerTermsSchema = v.object({
  name: v.string(),
  type: v.string(),
  /** The rest of the request, in the fields of a request: text or template, and policy. */
  request: v.record(v.string(), v.unknown()),
  /** Not before so many seconds after the event. */
  afterSeconds: v.number(),
  /** An event older than this on arrival is let go. */
  ttlSeconds: v.number(),
  /** Worthless so many seconds after it was due. */
  deliverWithinSeconds: v.optional(v.number()),
});
export type TriggerTerms = v.InferOutput<typeof triggerTermsSchema>;

const nonEmpty = v.pipe(v.string(), v.minLength(1));

/** What a trigger reads of its event. `eventTime` is in epoch milliseconds. */
const triggerEventBodySchema = v.object({
  eventTime: v.pipe(v.number(), v.integer(), v.minValue(0)),
  conversationId: nonEmpty,
  /** Of the customer's own events. */
  externalContactId: v.optional(nonEmpty),
  /** Of every event: all contacts of the conversation. */
  conversationExternalContactIds: v.optional(v.array(v.string()), []),
});
export type TriggerEventBody = v.InferOutput<typeof triggerEventBodySchema>;

export const triggerFiredSchema = v.object({
  trigger: triggerTermsSchema,
  event: v.object({ eventBody: triggerEventBodySchema }),
});
