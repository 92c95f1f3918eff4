import type { Identity, RecipientPreferences } from '../domain/ports';
import type { ToldPreference } from './read-preference';
import { recipientRefOf } from './store-request';

export interface KeepPreferenceDeps {
  readonly recipients: RecipientPreferences;
  readonly identity: Pick<Identity, 'keyedHash'>;
}

/** Keeps what a contact wants, under the name that the ledger has for them. */
export async function keepPreference(
  { recipients, identity }: KeepPreferenceDeps,
  { contactId, ...told }: ToldPreference,
): Promise<void> {
  const recipientRef = await recipientRefOf(identity, contactId);
  await recipients.changePreference({ ...told, recipientRef });
}
