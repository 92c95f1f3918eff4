import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import { ASIDE_PREFIX, NOTIFICATION_PREFIX } from '../contract/ledger-table';
import { channelKindSchema } from '../contract/channels';
import { holdReasonSchema } from '../contract/holds';
import { outcomeSchema } from '../contract/outcomes';
import type { Notification, WaitingNotification } from '../domain/notification';
import { jsonAttribute, numberAttribute, stringAttribute } from './attribute-values';
import {
  storedConclusionAttribute,
  storedDecisionsAttribute,
  storedIntentAttribute,
  toConclusion,
} from './ledger-json';

/** Keys of the one ledger table: what a row is about stands in front of its id. */
export const notificationItemKey = (notificationKey: string) => ({
  pk: { S: `${NOTIFICATION_PREFIX}${notificationKey}` },
});
export const asideItemKey = (notificationKey: string) => ({
  pk: { S: `${ASIDE_PREFIX}${notificationKey}` },
});
export const notificationKeyOf = (pk: string): string => pk.slice(NOTIFICATION_PREFIX.length);

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

/** Whose row it is, and who asked for what: written with the row, and never changed. */
const rowEntries = {
  pk: v.pipe(stringAttribute, v.transform(notificationKeyOf)),
  recipientRef: stringAttribute,
  bodyHash: stringAttribute,
  requestedBy: stringAttribute,
};

const waitingItemSchema = v.object({
  ...rowEntries,
  intent: storedIntentAttribute,
  attempts: numberAttribute,
  conflicts: numberAttribute,
  looks: numberAttribute,
  channelsPassed: v.optional(numberAttribute),
  heldCalls: v.optional(numberAttribute),
  hold: v.optional(jsonAttribute(holdSchema)),
  cancelAskedAtMs: v.optional(numberAttribute),
  movedTo: v.optional(jsonAttribute(timesSchema)),
  ...redrivenEntries,
  decisions: storedDecisionsAttribute,
});

const concludedItemSchema = v.object({
  ...rowEntries,
  state: v.pipe(stringAttribute, outcomeSchema),
  conclusion: storedConclusionAttribute,
  ...redrivenEntries,
  decisions: storedDecisionsAttribute,
});

/** Reads a notification row. A row nobody can read is a fault of ours and is thrown, not guessed at. */
export function toNotification(item: unknown): Notification {
  const concluded = v.safeParse(concludedItemSchema, item);
  if (!concluded.success) return toWaiting(item);
  const { pk: notificationKey, state: outcome, conclusion, ...rest } = concluded.output;
  return {
    kind: 'concluded',
    notificationKey,
    conclusion: toConclusion({ notificationKey, outcome }, conclusion),
    ...rest,
  };
}

/** Reads a row of which the caller knows that it is not concluded. */
export function toWaiting(item: unknown): WaitingNotification {
  const {
    pk: notificationKey,
    recipientRef,
    bodyHash,
    requestedBy,
    intent,
    movedTo,
    ...rest
  } = parseOwn(waitingItemSchema, item, 'a notification row');
  const whose = { notificationKey, recipientRef, bodyHash, requestedBy };
  return { kind: 'waiting', intent: { ...intent, ...whose, ...movedTo }, ...rest };
}
