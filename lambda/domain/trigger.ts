import type { TriggerEventBody, TriggerTerms } from '../contract/triggers';

/** What an event of Genesys comes to under the terms of a trigger. */
export type Firing =
  /** A request, in the fields that an application would have sent, and the time from which its delay counts. */
  | { readonly kind: 'request'; readonly fields: object; readonly eventAtMs: number }
  /** Too old to be worth a message; the request it would have been. */
  | { readonly kind: 'stale'; readonly contactId: string; readonly occurrence: string }
  /** Nobody to write to. */
  | { readonly kind: 'noContact'; readonly occurrence: string };

/**
 * One message per trigger and conversation, however often the event is delivered and however often the
 * conversation meets it again.
 */
const occurrenceOf = ({ name }: TriggerTerms, { conversationId }: TriggerEventBody): string =>
  `${name}-${conversationId}`;

/** Turns an event into the request that its trigger is for. */
export function fire(terms: TriggerTerms, event: TriggerEventBody, nowMs: number): Firing {
  const occurrence = occurrenceOf(terms, event);
  const contactId = contactOf(event);
  if (contactId === undefined) return { kind: 'noContact', occurrence };
  const { eventTime: eventAtMs, conversationId } = event;
  if (nowMs - eventAtMs > terms.ttlSeconds * 1000) return { kind: 'stale', contactId, occurrence };
  const { request, type, afterSeconds, deliverWithinSeconds } = terms;
  const dueMs = eventAtMs + afterSeconds * 1000;
  return {
    kind: 'request',
    eventAtMs,
    fields: {
      ...request,
      type,
      occurrence,
      contactId,
      conversationId,
      afterSeconds,
      ...(deliverWithinSeconds !== undefined && {
        deliverBy: new Date(dueMs + deliverWithinSeconds * 1000).toISOString(),
      }),
    },
  };
}

/** The event's own contact, or the only one of its conversation: among several, guessing could reach the wrong person. */
function contactOf({ externalContactId, conversationExternalContactIds }: TriggerEventBody) {
  if (externalContactId !== undefined) return externalContactId;
  const contacts = new Set(conversationExternalContactIds.filter((id) => id !== ''));
  const [only] = contacts;
  return contacts.size === 1 ? only : undefined;
}
