import { demandScope } from '../api/access';
import type { Call } from '../api/operation';
import { conflict, type Refusal } from '../api/refusal';

/** The asker's 409, word for word. */
export const conversationConflict = (): Refusal =>
  conflict('request.conflict', 'conversation already active or locked');

/**
 * A gateway of the thread answers a missing scope with the very body of a live conversation's conflict, so that
 * nothing in it tells the two apart.
 */
export const demandMaskedScope = (call: Call, scope: string): void => {
  if (call.client.scopes.includes(scope)) return;
  if (call.platform.settings.threadMissingScope === 'masked-409') throw conversationConflict();
  demandScope(call.client, scope);
};
