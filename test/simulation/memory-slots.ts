import type { MissingConsent } from '../../lambda/contract/limits';
import type { HeldSlot, Ledger, Sending, SlotPhase, SlotTicket } from '../../lambda/domain/ports';
import { sendIdOf } from '../../lambda/domain/recipient';
import type { ConsentRefusal, PreferenceChange, Recipient } from '../../lambda/domain/recipient';

/** A recipient's row, with the attributes that the table has. */
export interface RecipientRow {
  optOut: boolean | undefined;
  optOutAtMs: number | undefined;
  epoch: number;
  readonly sends: Map<string, number>;
  slot:
    | {
        key: string;
        owner: string;
        phase: SlotPhase;
        untilMs: number;
        sentAtMs?: number;
        conversationId?: string;
        channel?: Sending['channel'];
      }
    | undefined;
}

/** A port without its promises: what the other side does at the moment the request reaches it. */
export type Immediate<P> = {
  readonly [M in keyof P]: P[M] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R
    : never;
};

type Slots = Immediate<
  Pick<Ledger, 'fetchRecipient' | 'claimSlot' | 'writeAhead' | 'fetchSlot' | 'releaseSlot'>
>;

/** Recipients in memory, under exactly the conditions of the DynamoDB adapter. */
export class MemorySlots implements Slots {
  readonly recipients = new Map<string, RecipientRow>();

  row(recipientRef: string): RecipientRow {
    const known = this.recipients.get(recipientRef);
    if (known !== undefined) return known;
    const created: RecipientRow = {
      optOut: undefined,
      optOutAtMs: undefined,
      epoch: 0,
      sends: new Map(),
      slot: undefined,
    };
    this.recipients.set(recipientRef, created);
    return created;
  }

  /** Consent alone: nothing here looks at a zone or a language. */
  changePreference(change: Pick<PreferenceChange, 'recipientRef' | 'consent' | 'atMs'>): void {
    const { recipientRef, consent, atMs } = change;
    const row = this.row(recipientRef);
    const isOptOut = consent === 'optedOut';
    const isNews =
      row.optOutAtMs === undefined ||
      row.optOutAtMs < atMs ||
      (row.optOutAtMs === atMs && isOptOut && row.optOut === false);
    if (!isNews) return;
    row.optOut = isOptOut;
    row.optOutAtMs = atMs;
  }

  fetchRecipient(recipientRef: string): Recipient {
    return toRecipient(this.row(recipientRef));
  }

  claimSlot(claim: Parameters<Slots['claimSlot']>[0]): ReturnType<Slots['claimSlot']> {
    const { recipientRef, notificationKey: key, owner, nowMs, leaseMs, missingConsent } = claim;
    const row = this.row(recipientRef);
    const { slot } = row;
    const isTakeable = slot === undefined || isOwnClaim(slot, owner) || isDeadClaim(slot, nowMs);
    const refusal = refusalOf(row, missingConsent);
    if (isTakeable && refusal === undefined) {
      // An update sets what it names and leaves the rest, as a dead claim's other attributes.
      row.slot = { ...slot, key, owner, phase: 'CLAIMED', untilMs: nowMs + leaseMs };
      row.epoch += 1;
      return { kind: 'claimed', epoch: row.epoch, recipient: toRecipient(row) };
    }
    // What refused a free or a dead slot was consent.
    if (slot === undefined || isDeadClaim(slot, nowMs)) {
      return { kind: toRefusal(row) };
    }
    return { kind: 'busy', heldByKey: slot.key, phase: slot.phase };
  }

  writeAhead(ticket: SlotTicket, sending: Sending): ReturnType<Slots['writeAhead']> {
    const row = this.row(ticket.recipientRef);
    const { slot } = row;
    if (slot === undefined || !isHeldBy(row, ticket)) return 'lost';
    const refusal = refusalOf(row, sending.missingConsent);
    if (refusal !== undefined) return refusal;
    slot.phase = 'SENDING';
    slot.sentAtMs = sending.nowMs;
    if (sending.conversationId !== undefined) slot.conversationId = sending.conversationId;
    if (sending.channel !== undefined) slot.channel = sending.channel;
    if (sending.counted === undefined) return 'sending';
    for (const id of sending.counted.insteadOf) row.sends.delete(id);
    row.sends.set(sendIdOf(ticket.notificationKey), sending.nowMs);
    return 'sending';
  }

  fetchSlot(recipientRef: string): { kind: 'free' } | HeldSlot {
    const { slot, epoch } = this.row(recipientRef);
    if (slot === undefined) return { kind: 'free' };
    const { key: notificationKey, owner, phase, sentAtMs, conversationId, channel } = slot;
    const ticket = { recipientRef, notificationKey, owner, epoch };
    return { kind: 'held', phase, ticket, sentAtMs, conversationId, channel };
  }

  releaseSlot(ticket: SlotTicket, unsent?: 'unsent'): void {
    const row = this.row(ticket.recipientRef);
    if (!isHeldBy(row, ticket)) return;
    row.slot = undefined;
    if (unsent) row.sends.delete(sendIdOf(ticket.notificationKey));
  }
}

type Slot = NonNullable<RecipientRow['slot']>;

/** The condition that stands beside that of the slot in both writes. */
const refusalOf = (row: RecipientRow, missing: MissingConsent): ConsentRefusal | undefined =>
  row.optOut === false || (row.optOut === undefined && missing === 'speak')
    ? undefined
    : toRefusal(row);

const toRefusal = ({ optOut }: RecipientRow): ConsentRefusal =>
  optOut === undefined ? 'noConsentRecord' : 'optedOut';

function toRecipient({ optOut, sends, slot }: RecipientRow): Recipient {
  const open = slot?.phase === 'SENDING' ? sendIdOf(slot.key) : undefined;
  return {
    consent: optOut === undefined ? undefined : optOut ? 'optedOut' : 'optedIn',
    sends: [...sends].flatMap(([id, atMs]) => (id === open ? [] : [{ id, atMs }])),
  };
}

const isOwnClaim = ({ phase, owner }: Slot, asking: string): boolean =>
  phase === 'CLAIMED' && owner === asking;

const isDeadClaim = ({ phase, untilMs }: Slot, nowMs: number): boolean =>
  phase === 'CLAIMED' && untilMs < nowMs;

const isHeldBy = ({ slot, epoch }: RecipientRow, ticket: SlotTicket): boolean =>
  slot !== undefined && epoch === ticket.epoch && slot.owner === ticket.owner;
