import {
  BY_CONTACT_INDEX,
  BY_WEBCHAT_SESSION_INDEX,
  MERGED_PREFIX,
} from '../contract/sessions-table';
import type { SessionFinder } from '../domain/ports';
import type { ContactFamilies } from '../domain/ports-contacts';
import type { Session } from '../domain/session';
import { S } from './attribute-values';
import type { DynamoDbTable, Item } from './dynamodb-table';
import { mergedContactIn, toSession } from './session-rows';

/** More conversations than this are not looked at; the newest decide. */
const MAX_SESSIONS = 10;
/** Nor more contacts that were merged into one another: a circle has to end somewhere. */
const MAX_MERGED_CONTACTS = 10;

const last = ([contactId, ...others]: readonly [string, ...string[]]): string =>
  others.at(-1) ?? contactId;

/** Finds sessions by what a request names: two sparse indexes and the key. */
export function createDynamoDbSessionFinder(
  table: Pick<DynamoDbTable, 'get' | 'query'>,
): SessionFinder & ContactFamilies {
  const query = (IndexName: string, attribute: string, value: string): Promise<Item[]> =>
    table.query({
      IndexName,
      KeyConditionExpression: `${attribute} = :value`,
      ExpressionAttributeValues: { ':value': S(value) },
      ScanIndexForward: false,
      Limit: MAX_SESSIONS,
    });
  const get = (key: string, ConsistentRead?: true) =>
    table.get({ Key: { conversationId: S(key) }, ConsistentRead });

  /** A merged contact stands among the sessions of the one that survives, so that the usual lookup costs no read more. */
  const gather = async (contactIds: readonly string[], seen: Set<string>): Promise<Session[]> => {
    for (const contactId of contactIds) seen.add(contactId);
    const answers = await Promise.all(
      contactIds.map((contactId) => query(BY_CONTACT_INDEX, 'contactId', contactId)),
    );
    const rows = answers.flat().map((item) => ({ item, merged: mergedContactIn(item) }));
    const sessions = rows.flatMap(({ item, merged }) =>
      merged === undefined ? [toSession(item)] : [],
    );
    const next = rows
      .flatMap(({ merged }) => (merged === undefined || seen.has(merged) ? [] : [merged]))
      .slice(0, MAX_MERGED_CONTACTS - seen.size);
    return next.length === 0 ? sessions : [...sessions, ...(await gather(next, seen))];
  };

  /** The contact, and into whom it was merged, step by step. */
  const mergersOf = async (
    contactId: string,
    isConsistent?: true,
    hops = 0,
  ): Promise<[string, ...string[]]> => {
    if (hops === MAX_MERGED_CONTACTS) return [contactId];
    const item = await get(MERGED_PREFIX + contactId, isConsistent);
    const into = item === undefined ? undefined : toSession(item).contactId;
    if (into === undefined) return [contactId];
    return [contactId, ...(await mergersOf(into, isConsistent, hops + 1))];
  };

  return {
    findByConversation: async (conversationId) => {
      const item = await get(conversationId);
      return item === undefined ? [] : [toSession(item)];
    },
    findByContact: async (contactId) => {
      const sessions = await gather([contactId], new Set());
      return sessions
        .toSorted((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0))
        .slice(0, MAX_SESSIONS)
        .map((session) => ({ ...session, contactId }));
    },
    findByWebchatSession: async (id) =>
      (await query(BY_WEBCHAT_SESSION_INDEX, 'webchatSessionId', id)).map(toSession),
    survivorOf: async (contactId) => last(await mergersOf(contactId)),
    familyOf: async (contactId) => {
      const mergers = await mergersOf(contactId, true);
      const gathered = new Set<string>();
      await gather([last(mergers)], gathered);
      return [...new Set([...mergers, ...gathered])];
    },
  };
}
