import * as v from 'valibot';

/** Topic templates as Genesys writes them into `detail-type`, literal braces included. */
export const CONVERSATION_TOPIC_PREFIX = 'v2.detail.events.conversation.{id}.';
export const CUSTOMER_START = `${CONVERSATION_TOPIC_PREFIX}customer.start`;
export const CUSTOMER_END = `${CONVERSATION_TOPIC_PREFIX}customer.end`;

/** The only message type this project speaks to; the rule's pattern and the schema below share it. */
export const WEB_MESSAGING = 'WEBMESSAGING';

const nonEmpty = v.pipe(v.string(), v.minLength(1));

/** The fields of `customer.start` and `customer.end` that the registry keeps. `eventTime` is in epoch milliseconds. */
const customerEventBodySchema = v.object({
  eventTime: v.pipe(v.number(), v.integer(), v.minValue(0)),
  conversationId: nonEmpty,
  externalContactId: v.optional(nonEmpty),
  /** OUTBOUND when a message of ours opened the conversation; then the two addresses have changed places. */
  direction: v.optional(v.string()),
  addressFrom: v.optional(nonEmpty),
  addressTo: v.optional(nonEmpty),
  messageType: v.literal(WEB_MESSAGING),
  disconnectType: v.optional(v.string()),
});
export type CustomerEventBody = v.InferOutput<typeof customerEventBodySchema>;

export const customerEventDetailSchema = v.object({ eventBody: customerEventBodySchema });
