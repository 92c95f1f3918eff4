import type { HeldSlot, Ledger, SlotPhase, SlotTicket } from '../../lambda/domain/ports';

/** A recipient's row, with the attributes that the table has. */
export interface RecipientRow {
  optOut: boolean;
  epoch: number;
  slot:
    | {
        key: string;
        owner: string;
        phase: SlotPhase;
        untilMs: number;
        sentAtMs?: number;
        conversationId?: string;
      }
    | undefined;
}

/** A port without its promises: what the other side does at the moment the request reaches it. */
export type Immediate<P> = {
  readonly [M in keyof P]: P[M] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R
    : never;
};

type Slots = Immediate<Pick<Ledger, 'claimSlot' | 'writeAhead' | 'fetchSlot' | 'releaseSlot'>>;

/** Recipients in memory, under exactly the conditions of the DynamoDB adapter. */
export class MemorySlots implements Slots {
  readonly recipients = new Map<string, RecipientRow>();

  row(recipientRef: string): RecipientRow {
    const known = this.recipients.get(recipientRef);
    if (known !== undefined) return known;
    const created: RecipientRow = { optOut: false, epoch: 0, slot: undefined };
    this.recipients.set(recipientRef, created);
    return created;
  }

  claimSlot(claim: Parameters<Slots['claimSlot']>[0]): ReturnType<Slots['claimSlot']> {
    const { recipientRef, notificationKey: key, owner, nowMs, leaseMs } = claim;
    const row = this.row(recipientRef);
    const { slot } = row;
    const isTakeable = slot === undefined || isOwnClaim(slot, owner) || isDeadClaim(slot, nowMs);
    if (isTakeable && !row.optOut) {
      // An update sets what it names and leaves the rest, as a dead claim's other attributes.
      row.slot = { ...slot, key, owner, phase: 'CLAIMED', untilMs: nowMs + leaseMs };
      row.epoch += 1;
      return { kind: 'claimed', epoch: row.epoch };
    }
    if (slot === undefined || isDeadClaim(slot, nowMs)) return { kind: 'optedOut' };
    return { kind: 'busy', heldByKey: slot.key, phase: slot.phase };
  }

  writeAhead(
    ticket: SlotTicket,
    sending: { readonly nowMs: number; readonly conversationId?: string },
  ): ReturnType<Slots['writeAhead']> {
    const row = this.row(ticket.recipientRef);
    const { slot } = row;
    if (slot === undefined || !isHeldBy(row, ticket)) return 'lost';
    if (row.optOut) return 'optedOut';
    slot.phase = 'SENDING';
    slot.sentAtMs = sending.nowMs;
    if (sending.conversationId !== undefined) slot.conversationId = sending.conversationId;
    return 'sending';
  }

  fetchSlot(recipientRef: string): { kind: 'free' } | HeldSlot {
    const { slot, epoch } = this.row(recipientRef);
    if (slot === undefined) return { kind: 'free' };
    const { key: notificationKey, owner, phase, sentAtMs, conversationId } = slot;
    const ticket = { recipientRef, notificationKey, owner, epoch };
    return { kind: 'held', phase, ticket, sentAtMs, conversationId };
  }

  releaseSlot(ticket: SlotTicket): void {
    const row = this.row(ticket.recipientRef);
    if (isHeldBy(row, ticket)) row.slot = undefined;
  }
}

type Slot = NonNullable<RecipientRow['slot']>;

const isOwnClaim = ({ phase, owner }: Slot, asking: string): boolean =>
  phase === 'CLAIMED' && owner === asking;

const isDeadClaim = ({ phase, untilMs }: Slot, nowMs: number): boolean =>
  phase === 'CLAIMED' && untilMs < nowMs;

const isHeldBy = ({ slot, epoch }: RecipientRow, ticket: SlotTicket): boolean =>
  slot !== undefined && epoch === ticket.epoch && slot.owner === ticket.owner;
