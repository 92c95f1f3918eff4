import * as v from 'valibot';

/** Topic templates as Genesys writes them into `detail-type`, literal braces included. */
export const CONVERSATION_TOPIC_PREFIX = 'v2.detail.events.conversation.{id}.';
export const CUSTOMER_START = `${CONVERSATION_TOPIC_PREFIX}customer.start`;
export const CUSTOMER_END = `${CONVERSATION_TOPIC_PREFIX}customer.end`;
/** The conversation was given to another contact. */
export const CONTACT_CHANGED = `${CONVERSATION_TOPIC_PREFIX}contact`;

/** The only message type this project speaks to; the rule's pattern and the schema below share it. */
export const WEB_MESSAGING = 'WEBMESSAGING';

/** The version of the detail that the schemas below were written for. */
export const DETAIL_VERSION = '2';

/**
 * One check each, not a pipe of three: these run for every event of the firehose, and reading must not take longer than
 * JSON.parse does.
 */
const isWord = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= maxLength;
/** A key of the table, with room for what stands before it there. */
const MAX_ID = 256;
const MAX_WORD = 64;
const id = v.custom<string>((value) => isWord(value, MAX_ID), 'INVALID_ID');
/** In epoch milliseconds. */
const isEventTime = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const eventTime = v.custom<number>(isEventTime, 'INVALID_TIME');

const messageType = v.literal(WEB_MESSAGING);

/** The fields of `customer.start` and `customer.end` that the registry keeps. */
const customerEventBodySchema = v.object({
  eventTime,
  conversationId: id,
  externalContactId: v.optional(id),
  /** OUTBOUND when a message of ours opened the conversation; then the two addresses have changed places. */
  direction: v.optional(v.string()),
  addressFrom: v.optional(id),
  addressTo: v.optional(id),
  messageType,
  disconnectType: v.optional(v.custom<string>((value) => isWord(value, MAX_WORD))),
});
export type CustomerEventBody = v.InferOutput<typeof customerEventBodySchema>;

export const customerEventDetailSchema = v.object({ eventBody: customerEventBodySchema });
export type CustomerEventDetail = v.InferOutput<typeof customerEventDetailSchema>;

/**
 * The verdict of the schema above without its reasons, in a fraction of its time: nearly every event of the firehose is
 * fine, and only what is not has to be explained.
 */
export const isCustomerEventDetail = (detail: unknown): detail is CustomerEventDetail =>
  isObject(detail) && isObject(detail.eventBody) && isCustomerEventBody(detail.eventBody);

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isCustomerEventBody = (body: Fields): boolean =>
  isEventTime(body.eventTime) &&
  isWord(body.conversationId, MAX_ID) &&
  body.messageType === WEB_MESSAGING &&
  isMissingOr(MAX_WORD, body.disconnectType) &&
  hasAddresses(body);

const hasAddresses = ({ externalContactId, addressFrom, addressTo, direction }: Fields): boolean =>
  isMissingOr(MAX_ID, externalContactId) &&
  isMissingOr(MAX_ID, addressFrom) &&
  isMissingOr(MAX_ID, addressTo) &&
  (direction === undefined || typeof direction === 'string');

const isMissingOr = (maxLength: number, value: unknown): boolean =>
  value === undefined || isWord(value, maxLength);

/** `contact`: which contact the conversation belongs to from now on. */
export const contactChangedDetailSchema = v.object({
  eventBody: v.object({ eventTime, conversationId: id, externalContactId: id, messageType }),
});

/**
 * A change of an external contact that names a merger. The topic is a setting: the published models say what is in the
 * body, and nothing we know says that EventBridge carries it.
 */
export const contactMergedDetailSchema = v.object({
  timestamp: v.optional(v.string()),
  eventBody: v.object({
    mergeOperation: v.object({
      sourceContactId: id,
      targetContactId: id,
      resultingContactId: id,
    }),
  }),
});

/** What an event that can't be read says of its version. */
export const versionedDetailSchema = v.object({ version: v.string() });
