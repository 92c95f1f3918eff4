import type { ContactFamilies } from '../domain/ports-contacts';
import type { Identity, RecipientPreferences } from '../domain/ports';
import { recipientRefOf } from './store-request';

export interface SharePreferencesDeps {
  readonly recipients: RecipientPreferences;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly families: ContactFamilies;
}

/**
 * Lets what one of several merged contacts said count for all of them: an opt-out must not be lost because
 * a request names the person by another id. Each word keeps its own time, so this may happen again and in any order.
 */
export async function sharePreferences(
  { recipients, identity, families }: SharePreferencesDeps,
  contactId: string,
): Promise<void> {
  const family = await families.familyOf(contactId);
  if (family.length === 1) return;
  const refs = await Promise.all(family.map((id) => recipientRefOf(identity, id)));
  const told = await Promise.all(refs.map((ref) => recipients.fetchPreferences(ref)));
  await Promise.all(
    refs.flatMap((recipientRef) =>
      told
        .flat()
        .filter((word) => word.recipientRef !== recipientRef)
        .map((word) => recipients.changePreference({ ...word, recipientRef })),
    ),
  );
}
