/** Names that the table and its adapters share. */
export const BY_CONTACT_INDEX = 'ByContact';
export const BY_WEBCHAT_SESSION_INDEX = 'ByWebchatSession';
/** Sparse: conversations that are live by our record, and when somebody has to ask Genesys whether they are. */
export const BY_STALE_INDEX = 'ByStale';

/** Key of a row that only says whose web session it is, because its conversation is not known yet. */
export const REGISTRATION_PREFIX = 'webchat:';
/** Key of a row that says into which contact another one was merged. */
export const MERGED_PREFIX = 'merged:';

/**
 * Partitions of the stale index. One alone would take a thousand writes a second and hold back the table behind it.
 */
export const STALE_PARTITIONS = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;

/** Where a conversation stands in the stale index. */
export function stalePartitionOf(conversationId: string): string {
  let sum = 0;
  for (let at = 0; at < conversationId.length; at += 1) sum += conversationId.charCodeAt(at);
  return String(sum % STALE_PARTITIONS.length);
}
