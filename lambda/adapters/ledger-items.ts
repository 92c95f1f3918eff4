import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import { ASIDE_PREFIX, NOTIFICATION_PREFIX } from '../contract/ledger-table';
import { channelKindSchema } from '../contract/channels';
import { holdReasonSchema } from '../contract/holds';
import { conclusionSchema, decisionSchema } from '../contract/outcomes';
import { policySchema } from '../contract/policy';
import { prioritySchema } from '../contract/priority';
import type { Notification } from '../domain/notification';
import {
  jsonAttribute,
  jsonListAttribute,
  numberAttribute,
  stringAttribute,
} from './attribute-values';

/** Keys of the one ledger table: what a row is about stands in front of its id. */
export const notificationItemKey = (notificationKey: string) => ({
  pk: { S: `${NOTIFICATION_PREFIX}${notificationKey}` },
});
export const asideItemKey = (notificationKey: string) => ({
  pk: { S: `${ASIDE_PREFIX}${notificationKey}` },
});
export const notificationKeyOf = (pk: string): string => pk.slice(NOTIFICATION_PREFIX.length);

/** Checked at intake; here it only has to be readable. */
const channelSchema = v.object({ kind: channelKindSchema, to: v.string(), from: v.string() });

export const intentSchema = v.object({
  notificationKey: v.string(),
  recipientRef: v.string(),
  contactId: v.string(),
  type: v.string(),
  occurrence: v.string(),
  text: v.string(),
  bodyHash: v.string(),
  // Terms that are younger than the row have their default.
  policy: policySchema,
  priority: prioritySchema,
  senderId: v.optional(v.string()),
  webchatSessionId: v.optional(v.string()),
  conversationId: v.optional(v.string()),
  channels: v.optional(v.array(channelSchema)),
  notBeforeMs: v.optional(v.number()),
  deliverByMs: v.optional(v.number()),
  requestedAtMs: v.number(),
  requestId: v.optional(v.string()),
  requestedBy: v.string(),
});

const holdSchema = v.object({
  reason: holdReasonSchema,
  untilMs: v.number(),
  looks: v.optional(v.number()),
});

/** The times of a rescheduled notification: they stand in place of the intent's own. */
const timesSchema = v.object({
  notBeforeMs: v.optional(v.number()),
  deliverByMs: v.optional(v.number()),
});

const doubtSchema = v.object({
  sentAtMs: v.optional(v.number()),
  conversationId: v.optional(v.string()),
  channel: v.optional(channelKindSchema),
});

const redrivenEntries = {
  doubt: v.optional(jsonAttribute(doubtSchema)),
  redrives: v.optional(numberAttribute),
};

const waitingItemSchema = v.object({
  intent: jsonAttribute(intentSchema),
  attempts: numberAttribute,
  conflicts: numberAttribute,
  looks: numberAttribute,
  channelsPassed: v.optional(numberAttribute),
  heldCalls: v.optional(numberAttribute),
  hold: v.optional(jsonAttribute(holdSchema)),
  cancelAskedAtMs: v.optional(numberAttribute),
  movedTo: v.optional(jsonAttribute(timesSchema)),
  ...redrivenEntries,
  decisions: jsonListAttribute(decisionSchema),
});

const concludedItemSchema = v.object({
  recipientRef: stringAttribute,
  bodyHash: stringAttribute,
  requestedBy: stringAttribute,
  conclusion: jsonAttribute(conclusionSchema),
  ...redrivenEntries,
  decisions: jsonListAttribute(decisionSchema),
});

const wordsSchema = v.object({ intent: stringAttribute });

/** The request as it stands in a row that waits, unread. */
export const toWords = (item: unknown) => parseOwn(wordsSchema, item, 'a waiting row');

/** Reads a notification row. A row nobody can read is a fault of ours and is thrown, not guessed at. */
export function toNotification(item: unknown): Notification {
  const concluded = v.safeParse(concludedItemSchema, item);
  if (concluded.success) {
    const { conclusion, ...rest } = concluded.output;
    const { notificationKey } = conclusion;
    return { kind: 'concluded', notificationKey, conclusion, ...rest };
  }
  const { intent, movedTo, ...rest } = parseOwn(waitingItemSchema, item, 'a notification row');
  return { kind: 'waiting', intent: { ...intent, ...movedTo }, ...rest };
}
