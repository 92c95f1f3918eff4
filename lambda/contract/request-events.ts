import * as v from 'valibot';
import { channelsSchema, MAX_CHANNEL_TEXT } from './channels';
import type { Channel } from './channels';
import { requestedPolicySchema } from './policy';
import type { SendPolicy } from './policy';
import { prioritySchema } from './priority';
import { templateReferenceSchema } from './template-reference';
import { instantSchema, whenEntries } from './when';

/** Detail types an application puts on our bus. */
export const NOTIFICATION_REQUESTED = 'NotificationRequested';
export const CONVERSATION_CONFLICT = 'ConversationConflict';
export const SESSION_REGISTERED = 'SessionRegistered';
/** A due attempt at a notification that the ledger already knows. */
export const ATTEMPT_DUE = 'AttemptDue';

/** Longest text that every non-SMS channel takes: the field description of Genesys's agentless request. */
export const MAX_TEXT_LENGTH = 2000;
/** What a reference under the text takes away from it: a line break, `Ref`, a blank and seven characters. */
export const REFERENCE_ROOM = 12;

const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9._:@-]*$/;
const id = (maxLength: number) =>
  v.pipe(v.string(), v.regex(SAFE_ID, 'INVALID_ID'), v.maxLength(maxLength, 'INVALID_ID'));

/** Ids go into URL paths and keys, so only characters that mean nothing there are let in. */
export const conversationIdSchema = id(64);
export const contactIdSchema = id(128);
export const webchatSessionIdSchema = id(256);
export const occurrenceSchema = id(200);
export const versionSchema = v.optional(v.literal('1', 'UNKNOWN_VERSION'), '1');
/** Kind of notification, the part of its identity by which kinds are paused or limited. */
export const notificationTypeSchema = id(64);
export const typeSchema = v.optional(notificationTypeSchema, 'default');
export const textSchema = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'TEXT_EMPTY'),
  v.maxLength(MAX_TEXT_LENGTH, 'TEXT_TOO_LONG'),
);
const senderSchema = v.object({ id: id(128) });
/** By which the application finds it again, in outcomes and logs: no part of the identity, and no personal data. */
const requestIdSchema = v.optional(id(64));

const requestedEntries = {
  version: versionSchema,
  /** The business fact this message is about ("order-4711-shipped"): part of the notification's identity. */
  occurrence: occurrenceSchema,
  /** Kind of notification ("delivery-delay"), the other part of its identity. */
  type: typeSchema,
  contactId: contactIdSchema,
  webchatSessionId: v.optional(webchatSessionIdSchema),
  conversationId: v.optional(conversationIdSchema),
  from: v.optional(senderSchema),
  policy: v.optional(requestedPolicySchema, {}),
  /** Other ways to reach the contact, in the order in which `whenClosed: fallback` tries them. */
  channels: v.optional(channelsSchema),
  priority: prioritySchema,
  requestId: requestIdSchema,
  ...whenEntries,
};

interface Terms {
  readonly policy: SendPolicy;
  readonly channels?: readonly Channel[];
}

/** How long a text may be on these terms: a reference needs its room, and any channel may be the one that carries it. */
export const roomForText = (terms: Terms): number =>
  Math.min(MAX_TEXT_LENGTH, roomOnChannels(terms)) - roomForReference(terms);

const roomOnChannels = ({ policy: { whenClosed }, channels = [] }: Terms): number =>
  whenClosed === 'fallback'
    ? Math.min(...channels.map(({ kind }) => MAX_CHANNEL_TEXT[kind]))
    : Infinity;

const roomForReference = ({ policy: { reference } }: Terms): number =>
  reference === 'append' ? REFERENCE_ROOM : 0;

const namesChannels = ({ policy, channels }: Terms): boolean =>
  policy.whenClosed !== 'fallback' || channels !== undefined;

/** The application brings the words. */
export const writtenRequestSchema = v.pipe(
  v.object({ ...requestedEntries, text: textSchema }),
  v.forward(v.partialCheck([['policy'], ['channels']], namesChannels, 'FIELD_MISSING'), [
    'channels',
  ]),
  v.forward(
    v.partialCheck(
      [['text'], ['policy'], ['channels']],
      ({ text, ...terms }) => text.length <= roomOnChannels(terms) - roomForReference(terms),
      'TEXT_TOO_LONG_FOR_CHANNEL',
    ),
    ['text'],
  ),
  v.forward(
    v.partialCheck(
      [['text'], ['policy']],
      ({ text, policy }) =>
        policy.reference !== 'append' || text.length <= MAX_TEXT_LENGTH - REFERENCE_ROOM,
      'TEXT_TOO_LONG',
    ),
    ['text'],
  ),
);

/** A template of the stage brings the words; how long they are is known when it is filled. */
export const templatedRequestSchema = v.pipe(
  v.object({
    ...requestedEntries,
    template: templateReferenceSchema,
    text: v.optional(v.undefined('TEXT_AND_TEMPLATE')),
  }),
  v.forward(v.partialCheck([['policy'], ['channels']], namesChannels, 'FIELD_MISSING'), [
    'channels',
  ]),
);
export type TemplatedRequest = v.InferOutput<typeof templatedRequestSchema>;

const namesTemplate = v.object({ template: v.unknown() });

/**
 * A request for one message to one contact for one occurrence, with a text or with a template. Which of the two it
 * means to be is decided first, so that every problem can be named. Unknown fields are ignored.
 */
export const notificationRequestedSchema = v.lazy((input) =>
  v.is(namesTemplate, input) ? templatedRequestSchema : writtenRequestSchema,
);
export type NotificationRequested = v.InferOutput<typeof notificationRequestedSchema>;

/** A conflict an application met itself: the payload it tried to send, as it is. */
export const conflictReportedSchema = v.object({
  version: versionSchema,
  webchatSessionId: webchatSessionIdSchema,
  contactId: contactIdSchema,
  from: v.optional(senderSchema),
  text: textSchema,
  occurrence: v.optional(occurrenceSchema),
  type: typeSchema,
  conversationId: v.optional(conversationIdSchema),
  deliverBy: v.optional(instantSchema),
  requestId: requestIdSchema,
});
export type ConflictReported = v.InferOutput<typeof conflictReportedSchema>;

/** Names a notification that the ledger knows; everything else is read there, so a forged event changes nothing. */
export const knownNotificationSchema = v.object({
  version: versionSchema,
  notificationKey: v.pipe(v.string(), v.regex(/^[A-Z2-7]{52}$/, 'INVALID_KEY')),
});

/** A conflict that a send of ours met, with its number: the ledger must have met the same one. */
export const ownConflictSchema = v.object({
  ...knownNotificationSchema.entries,
  conflict: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** An application tells which contact, and if it knows which conversation, a web-messaging session belongs to. */
export const sessionRegisteredSchema = v.object({
  version: versionSchema,
  webchatSessionId: webchatSessionIdSchema,
  contactId: contactIdSchema,
  conversationId: v.optional(conversationIdSchema),
  deploymentId: v.optional(id(64)),
});
export type SessionRegistered = v.InferOutput<typeof sessionRegisteredSchema>;
