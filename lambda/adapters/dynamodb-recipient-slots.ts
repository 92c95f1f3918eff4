import * as v from 'valibot';
import type { MissingConsent } from '../contract/limits';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Ledger } from '../domain/ports';
import { sendIdOf } from '../domain/recipient';
import { BOOL, N, S } from './attribute-values';
import { setAttributes } from './dynamodb-table';
import type { DynamoDbTable } from './dynamodb-table';
import { heldSlotSchema, recipientItemKey, toConsentRefusal, toRecipient } from './recipient-items';

type RecipientSlots = Pick<
  Ledger,
  'fetchRecipient' | 'claimSlot' | 'writeAhead' | 'fetchSlot' | 'releaseSlot'
>;

/** Consent stands in the same item as the slot, so "may I speak?" and "is it my turn?" are one condition. */
const MAY_SPEAK: Record<MissingConsent, string> = {
  suppress: 'optOut = :false',
  speak: '(attribute_not_exists(optOut) OR optOut = :false)',
};

/**
 * The row that serialises sends to one recipient. `epoch` grows with every claim and fences off whoever
 * held the slot before; a slot in SENDING has no end in time, because the message may be out. `sends` holds what
 * counts towards the caps.
 */
export function createRecipientSlots(table: DynamoDbTable): RecipientSlots {
  return {
    fetchRecipient: async (recipientRef) =>
      toRecipient((await table.get({ Key: recipientItemKey(recipientRef) })) ?? {}),

    claimSlot: async ({ recipientRef, notificationKey, owner, nowMs, leaseMs, missingConsent }) => {
      const written = await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression:
          'SET slotKey = :key, slotOwner = :owner, slotPhase = :claimed, slotUntilMs = :until, epoch = if_not_exists(epoch, :zero) + :one, sends = if_not_exists(sends, :none)',
        // `slotOwner = :owner` recognises our own claim when its answer was lost and the client wrote it again;
        // a copy of it that arrives after the write-ahead must not turn SENDING back.
        ConditionExpression: `(attribute_not_exists(slotOwner) OR (slotPhase = :claimed AND (slotOwner = :owner OR slotUntilMs < :now))) AND ${MAY_SPEAK[missingConsent]}`,
        ExpressionAttributeValues: {
          ':key': S(notificationKey),
          ':owner': S(owner),
          ':claimed': S('CLAIMED'),
          ':until': N(nowMs + leaseMs),
          ':now': N(nowMs),
          ':zero': N(0),
          ':one': N(1),
          ':none': { M: {} },
          ':false': BOOL(false),
        },
        ReturnValues: 'ALL_NEW',
      });
      if (written.kind === 'written') {
        const { epoch } = parseOwn(heldSlotSchema, written.item, 'a slot');
        return { kind: 'claimed', epoch, recipient: toRecipient(written.item) };
      }
      const held = v.safeParse(heldSlotSchema, written.item);
      // The slot is looked at before consent: a message that is out must not be told as suppressed.
      if (!held.success) return { kind: toConsentRefusal(written.item) };
      const { slotKey, slotPhase, slotUntilMs } = held.output;
      const dead = slotPhase === 'CLAIMED' && slotUntilMs < nowMs;
      return dead
        ? { kind: toConsentRefusal(written.item) }
        : { kind: 'busy', heldByKey: slotKey, phase: slotPhase };
    },

    writeAhead: async (ticket, { nowMs, conversationId, channel, missingConsent, counted }) => {
      const { recipientRef, notificationKey, owner, epoch } = ticket;
      const set = setAttributes({
        slotPhase: S('SENDING'),
        slotSentAtMs: N(nowMs),
        slotConversationId: conversationId === undefined ? undefined : S(conversationId),
        slotChannel: channel === undefined ? undefined : S(channel),
      });
      const count = countExpression(notificationKey, counted?.insteadOf);
      const written = await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression: `${set.expression}${count.expression}`,
        ConditionExpression: `epoch = :epoch AND slotOwner = :owner AND ${MAY_SPEAK[missingConsent]}`,
        ExpressionAttributeNames: { ...set.names, ...count.names },
        ExpressionAttributeValues: {
          ...set.values,
          ':epoch': N(epoch),
          ':owner': S(owner),
          ':false': BOOL(false),
        },
      });
      if (written.kind === 'written') return 'sending';
      const held = v.safeParse(heldSlotSchema, written.item);
      const mine = held.success && held.output.slotOwner === owner && held.output.epoch === epoch;
      return mine ? toConsentRefusal(written.item) : 'lost';
    },

    fetchSlot: async (recipientRef) => {
      const item = await table.get({ Key: recipientItemKey(recipientRef), ConsistentRead: true });
      const held = v.safeParse(heldSlotSchema, item);
      if (!held.success) return { kind: 'free' };
      const { slotKey: notificationKey, slotOwner: owner, epoch } = held.output;
      return {
        kind: 'held',
        phase: held.output.slotPhase,
        ticket: { recipientRef, notificationKey, owner, epoch },
        sentAtMs: held.output.slotSentAtMs,
        conversationId: held.output.slotConversationId,
        channel: held.output.slotChannel,
      };
    },

    releaseSlot: async ({ recipientRef, notificationKey, owner, epoch }, unsent) => {
      // A refused release means that somebody else holds the slot by now: nothing of ours is left to free.
      await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression: `REMOVE slotKey, slotOwner, slotPhase, slotUntilMs, slotSentAtMs, slotConversationId, slotChannel${unsent ? ', sends.#send' : ''}`,
        ConditionExpression: 'epoch = :epoch AND slotOwner = :owner',
        ...(unsent && { ExpressionAttributeNames: { '#send': sendIdOf(notificationKey) } }),
        ExpressionAttributeValues: { ':epoch': N(epoch), ':owner': S(owner) },
      });
    },
  };
}

/** Counts a send under its notification's name, in the write that allows it. */
function countExpression(notificationKey: string, insteadOf: readonly string[] | undefined) {
  if (insteadOf === undefined) return { expression: '', names: {} };
  const old = insteadOf.map((id, index): [string, string] => [`#old${index}`, id]);
  const removed = old.map(([name]) => `sends.${name}`).join(', ');
  return {
    expression: `, sends.#send = :slotSentAtMs${removed === '' ? '' : ` REMOVE ${removed}`}`,
    names: { '#send': sendIdOf(notificationKey), ...Object.fromEntries(old) },
  };
}
