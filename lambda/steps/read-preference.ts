import { preferenceChangedSchema } from '../contract/preference-events';
import { parseInput } from '../contract/problems';
import type { Problem } from '../contract/problems';
import type { PreferenceChange } from '../domain/recipient';
import { inDetail } from './read-request';

/** What an event says about a contact, who is still named as the event does. */
export type ToldPreference = Omit<PreferenceChange, 'recipientRef'> & {
  readonly contactId: string;
};

export type ReadPreference =
  | { readonly kind: 'preference'; readonly preference: ToldPreference }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/**
 * Reads what a contact wants. Nothing can have been said later than the event was published: an application whose
 * clock is ahead would otherwise make the contact's next word old news.
 */
export function readPreference(envelope: { detail: unknown; time?: string }): ReadPreference {
  const parsed = parseInput(preferenceChangedSchema, envelope.detail);
  if (parsed.kind === 'invalid') {
    return { kind: 'unreadable', problems: inDetail(parsed.problems) };
  }
  const { version: _, changedAt, ...told } = parsed.value;
  const publishedAtMs = Date.parse(envelope.time ?? '');
  const changedAtMs = Date.parse(changedAt);
  const atMs = Number.isNaN(publishedAtMs) ? changedAtMs : Math.min(changedAtMs, publishedAtMs);
  return { kind: 'preference', preference: { ...told, atMs } };
}
