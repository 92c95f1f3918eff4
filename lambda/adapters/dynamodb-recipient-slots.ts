import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Ledger } from '../domain/ports';
import { BOOL, N, S } from './attribute-values';
import { setAttributes } from './dynamodb-table';
import type { DynamoDbTable } from './dynamodb-table';
import { heldSlotSchema, recipientItemKey } from './ledger-items';

type RecipientSlots = Pick<Ledger, 'claimSlot' | 'writeAhead' | 'fetchSlot' | 'releaseSlot'>;

/** Consent stands in the same item as the slot, so "may I speak?" and "is it my turn?" are one condition. */
const NOT_OPTED_OUT = '(attribute_not_exists(optOut) OR optOut = :false)';

/**
 * The row that serialises sends to one recipient. `epoch` grows with every claim and fences off whoever
 * held the slot before; a slot in SENDING has no end in time, because the message may be out.
 */
export function createRecipientSlots(table: DynamoDbTable): RecipientSlots {
  return {
    claimSlot: async ({ recipientRef, notificationKey, owner, nowMs, leaseMs }) => {
      const written = await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression:
          'SET slotKey = :key, slotOwner = :owner, slotPhase = :claimed, slotUntilMs = :until, epoch = if_not_exists(epoch, :zero) + :one',
        // `slotOwner = :owner` recognises our own claim when its answer was lost and the client wrote it again;
        // a copy of it that arrives after the write-ahead must not turn SENDING back.
        ConditionExpression: `(attribute_not_exists(slotOwner) OR (slotPhase = :claimed AND (slotOwner = :owner OR slotUntilMs < :now))) AND ${NOT_OPTED_OUT}`,
        ExpressionAttributeValues: {
          ':key': S(notificationKey),
          ':owner': S(owner),
          ':claimed': S('CLAIMED'),
          ':until': N(nowMs + leaseMs),
          ':now': N(nowMs),
          ':zero': N(0),
          ':one': N(1),
          ':false': BOOL(false),
        },
        ReturnValues: 'ALL_NEW',
      });
      const held = v.safeParse(heldSlotSchema, written.item);
      if (written.kind === 'written') {
        return { kind: 'claimed', epoch: parseOwn(heldSlotSchema, written.item, 'a slot').epoch };
      }
      // The slot is looked at before consent: a message that is out must not be told as suppressed.
      if (!held.success) return { kind: 'optedOut' };
      const { slotKey, slotPhase, slotUntilMs } = held.output;
      const dead = slotPhase === 'CLAIMED' && slotUntilMs < nowMs;
      return dead ? { kind: 'optedOut' } : { kind: 'busy', heldByKey: slotKey, phase: slotPhase };
    },

    writeAhead: async ({ recipientRef, owner, epoch }, { nowMs, conversationId }) => {
      const set = setAttributes({
        slotPhase: S('SENDING'),
        slotSentAtMs: N(nowMs),
        slotConversationId: conversationId === undefined ? undefined : S(conversationId),
      });
      const written = await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression: set.expression,
        ConditionExpression: `epoch = :epoch AND slotOwner = :owner AND ${NOT_OPTED_OUT}`,
        ExpressionAttributeNames: set.names,
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
      return mine ? 'optedOut' : 'lost';
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
      };
    },

    releaseSlot: async ({ recipientRef, owner, epoch }) => {
      // A refused release means that somebody else holds the slot by now: nothing of ours is left to free.
      await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression:
          'REMOVE slotKey, slotOwner, slotPhase, slotUntilMs, slotSentAtMs, slotConversationId',
        ConditionExpression: 'epoch = :epoch AND slotOwner = :owner',
        ExpressionAttributeValues: { ':epoch': N(epoch), ':owner': S(owner) },
      });
    },
  };
}
