import * as v from 'valibot';
import { channelKindSchema } from '../contract/channels';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Consent, ConsentRefusal, PreferenceChange, Recipient } from '../domain/recipient';
import { sendIdOf } from '../domain/recipient';
import { booleanAttribute, numberAttribute, stringAttribute } from './attribute-values';

export const recipientItemKey = (recipientRef: string) => ({ pk: { S: `RECIP#${recipientRef}` } });

/** The slot, as far as it is held. */
export const heldSlotSchema = v.object({
  slotKey: stringAttribute,
  slotOwner: stringAttribute,
  slotPhase: v.pipe(stringAttribute, v.picklist(['CLAIMED', 'SENDING'])),
  slotUntilMs: numberAttribute,
  epoch: numberAttribute,
  slotSentAtMs: v.optional(numberAttribute),
  slotConversationId: v.optional(stringAttribute),
  slotChannel: v.optional(v.pipe(stringAttribute, channelKindSchema)),
});

const consentSchema = v.object({ optOut: v.optional(booleanAttribute) });

const sendsAttribute = v.pipe(
  v.object({ M: v.record(v.string(), numberAttribute) }),
  v.transform(({ M: sends }) => Object.entries(sends).map(([id, atMs]) => ({ id, atMs }))),
);

const recipientItemSchema = v.object({
  ...consentSchema.entries,
  timeZone: v.optional(stringAttribute),
  locale: v.optional(stringAttribute),
  sends: v.optional(sendsAttribute, { M: {} }),
});

const wordsSchema = v.object({
  ...consentSchema.entries,
  optOutAtMs: v.optional(numberAttribute),
  timeZone: v.optional(stringAttribute),
  timeZoneAtMs: v.optional(numberAttribute),
  locale: v.optional(stringAttribute),
  localeAtMs: v.optional(numberAttribute),
});

const toConsent = (optOut: boolean): Consent => (optOut ? 'optedOut' : 'optedIn');

/** Reads every word that stands, each as old as it is. */
export function toPreferences(item: unknown, recipientRef: string): PreferenceChange[] {
  if (item === undefined) return [];
  const row = parseOwn(wordsSchema, item, 'a recipient row');
  const { optOut, timeZone, locale } = row;
  const words: (PreferenceChange | undefined)[] = [
    optOut === undefined
      ? undefined
      : { recipientRef, consent: toConsent(optOut), atMs: row.optOutAtMs ?? 0 },
    timeZone === undefined ? undefined : { recipientRef, timeZone, atMs: row.timeZoneAtMs ?? 0 },
    locale === undefined ? undefined : { recipientRef, locale, atMs: row.localeAtMs ?? 0 },
  ];
  return words.filter((word) => word !== undefined);
}

/** Reads what a row says about its contact; no row is a contact nobody has told us about. */
export function toRecipient(item: unknown): Recipient {
  const { optOut, sends, ...told } = parseOwn(recipientItemSchema, item, 'a recipient row');
  const underWay = v.safeParse(heldSlotSchema, item);
  // What is under way may still be taken back.
  const open =
    underWay.success && underWay.output.slotPhase === 'SENDING'
      ? sendIdOf(underWay.output.slotKey)
      : undefined;
  return {
    ...told,
    consent: optOut === undefined ? undefined : toConsent(optOut),
    sends: sends.filter(({ id }) => id !== open),
  };
}

/** What a row says that refused a write for want of consent. */
export function toConsentRefusal(item: unknown): ConsentRefusal {
  const { optOut } = parseOwn(consentSchema, item, 'a recipient row');
  return optOut === undefined ? 'noConsentRecord' : 'optedOut';
}
