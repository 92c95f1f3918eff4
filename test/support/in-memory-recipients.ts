import { readJson } from '../local/genesys/support/read-json';
import type { ChannelKind } from '../../lambda/contract/channels';
import type { MissingConsent } from '../../lambda/contract/limits';
import type {
  HeldSlot,
  Ledger,
  RecipientPreferences,
  SlotPhase,
  SlotTicket,
} from '../../lambda/domain/ports';
import { sendIdOf } from '../../lambda/domain/recipient';
import type { Consent, ConsentRefusal, Recipient } from '../../lambda/domain/recipient';

interface Slot extends SlotTicket {
  readonly phase: SlotPhase;
  readonly untilMs: number;
  readonly sentAtMs?: number;
  readonly conversationId?: string;
  readonly channel?: ChannelKind;
}

/** The newest word about one thing, and how old it is. */
interface Word<Value> {
  readonly value: Value;
  readonly atMs: number;
}

interface Row {
  epoch: number;
  slot?: Slot;
  consent?: Word<Consent>;
  timeZone?: Word<string>;
  locale?: Word<string>;
  readonly sends: Map<string, number>;
}

type Port = RecipientPreferences &
  Pick<Ledger, 'fetchRecipient' | 'claimSlot' | 'writeAhead' | 'fetchSlot' | 'releaseSlot'>;

/** The port, and what only a test may do: change consent without an event. */
export interface InMemoryRecipients extends Port {
  setConsent(recipientRef: string, consent: Consent): void;
}

/** The recipient rows' twin without a table: the same conditions, each checked and written in one breath. */
export function createInMemoryRecipients(): InMemoryRecipients {
  const rows = new Map<string, Row>();
  const rowOf = (ref: string): Row => {
    const known = rows.get(ref) ?? { epoch: 0, sends: new Map() };
    rows.set(ref, known);
    return known;
  };

  return {
    setConsent: (recipientRef, value) => {
      const row = rowOf(recipientRef);
      row.consent = { value, atMs: (row.consent?.atMs ?? 0) + 1 };
    },

    changePreference: async ({ recipientRef, atMs, consent, timeZone, locale }) => {
      const row = rowOf(recipientRef);
      const kept = { ...row };
      // An opt-out sorts behind an opt-in, and so it wins among equals as well.
      row.consent = newer(row.consent, consent, atMs);
      row.timeZone = newer(row.timeZone, timeZone, atMs);
      row.locale = newer(row.locale, locale, atMs);
      const isNews =
        row.consent !== kept.consent ||
        row.timeZone !== kept.timeZone ||
        row.locale !== kept.locale;
      return isNews ? 'applied' : 'superseded';
    },

    fetchPreferences: async (recipientRef) => {
      const { consent, timeZone, locale } = rowOf(recipientRef);
      return [
        ...(consent ? [{ recipientRef, consent: consent.value, atMs: consent.atMs }] : []),
        ...(timeZone ? [{ recipientRef, timeZone: timeZone.value, atMs: timeZone.atMs }] : []),
        ...(locale ? [{ recipientRef, locale: locale.value, atMs: locale.atMs }] : []),
      ];
    },

    fetchRecipient: async (recipientRef) => toRecipient(rowOf(recipientRef)),

    claimSlot: async ({ recipientRef, notificationKey, owner, nowMs, leaseMs, missingConsent }) => {
      const row = rowOf(recipientRef);
      const { slot } = row;
      const refusal = refusalOf(row, missingConsent);
      if (slot !== undefined && !isDead(slot, nowMs) && (refusal || !isClaimedBy(slot, owner))) {
        return { kind: 'busy', heldByKey: slot.notificationKey, phase: slot.phase };
      }
      if (refusal !== undefined) return { kind: refusal };
      const epoch = row.epoch + 1;
      const ticket = { recipientRef, notificationKey, owner, epoch };
      row.epoch = epoch;
      row.slot = { ...ticket, phase: 'CLAIMED', untilMs: nowMs + leaseMs };
      return { kind: 'claimed', epoch, recipient: toRecipient(row) };
    },

    writeAhead: async (ticket, { nowMs, conversationId, channel, missingConsent, counted }) => {
      const row = rowOf(ticket.recipientRef);
      if (row.slot === undefined || !isHeldBy(row, ticket)) return 'lost';
      const refusal = refusalOf(row, missingConsent);
      if (refusal !== undefined) return refusal;
      row.slot = { ...row.slot, phase: 'SENDING', sentAtMs: nowMs, conversationId, channel };
      if (counted === undefined) return 'sending';
      for (const id of counted.insteadOf) row.sends.delete(id);
      row.sends.set(sendIdOf(ticket.notificationKey), nowMs);
      return 'sending';
    },

    fetchSlot: async (recipientRef) => {
      const { slot, epoch } = rowOf(recipientRef);
      if (slot === undefined) return { kind: 'free' };
      const { notificationKey, owner, phase, sentAtMs, conversationId, channel } = slot;
      const ticket = { recipientRef, notificationKey, owner, epoch };
      const held: HeldSlot = { kind: 'held', phase, ticket, sentAtMs, conversationId, channel };
      return readJson<HeldSlot>(JSON.stringify(held));
    },

    releaseSlot: async (ticket, unsent) => {
      const row = rowOf(ticket.recipientRef);
      if (!isHeldBy(row, ticket)) return;
      delete row.slot;
      if (unsent) row.sends.delete(sendIdOf(ticket.notificationKey));
    },
  };
}

function newer<Value extends string>(
  standing: Word<Value> | undefined,
  value: Value | undefined,
  atMs: number,
): Word<Value> | undefined {
  if (value === undefined) return standing;
  if (standing === undefined || standing.atMs < atMs) return { value, atMs };
  return standing.atMs === atMs && standing.value < value ? { value, atMs } : standing;
}

function refusalOf({ consent }: Row, missing: MissingConsent): ConsentRefusal | undefined {
  if (consent?.value === 'optedOut') return 'optedOut';
  return consent === undefined && missing === 'suppress' ? 'noConsentRecord' : undefined;
}

function toRecipient({ consent, timeZone, locale, sends, slot }: Row): Recipient {
  const open = slot?.phase === 'SENDING' ? sendIdOf(slot.notificationKey) : undefined;
  return {
    consent: consent?.value,
    timeZone: timeZone?.value,
    locale: locale?.value,
    sends: [...sends].flatMap(([id, atMs]) => (id === open ? [] : [{ id, atMs }])),
  };
}

const isHeldBy = ({ slot, epoch }: Row, ticket: SlotTicket): boolean =>
  slot !== undefined && slot.owner === ticket.owner && epoch === ticket.epoch;

const isDead = (slot: Slot, nowMs: number): boolean =>
  slot.phase === 'CLAIMED' && slot.untilMs < nowMs;

/** Its own claim, whose answer was lost; after the write-ahead nothing takes a slot again. */
const isClaimedBy = (slot: Slot, owner: string): boolean =>
  slot.phase === 'CLAIMED' && slot.owner === owner;
