import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import { BY_CONTACT_INDEX, BY_WEBCHAT_SESSION_INDEX } from '../contract/sessions-table';
import type { SessionFinder, SessionRegistry } from '../domain/ports';
import type { Session, SessionChange } from '../domain/session';
import { N, numberAttribute, S, stringAttribute } from './attribute-values';
import { setAttributes } from './dynamodb-table';
import type { DynamoDbTable } from './dynamodb-table';

/** More conversations than this are not looked at; the newest decide. */
const MAX_SESSIONS = 10;
const MS_PER_DAY = 86_400_000;

/** Key of a row that only says whose session it is, because its conversation is not known yet. */
const REGISTRATION_PREFIX = 'webchat:';

const sessionItemSchema = v.object({
  conversationId: stringAttribute,
  contactId: v.optional(stringAttribute),
  deploymentId: v.optional(stringAttribute),
  webchatSessionId: v.optional(stringAttribute),
  startedAtMs: v.optional(numberAttribute),
  endedAtMs: v.optional(numberAttribute),
});

function toSession(item: unknown): Session {
  const { conversationId, ...rest } = parseOwn(sessionItemSchema, item, 'a session row');
  return conversationId.startsWith(REGISTRATION_PREFIX) ? rest : { conversationId, ...rest };
}

/** Finds sessions by what a request names: two sparse indexes and the key. */
export function createDynamoDbSessionFinder(table: DynamoDbTable): SessionFinder {
  const query = async (IndexName: string, attribute: string, value: string) => {
    const items = await table.query({
      IndexName,
      KeyConditionExpression: `${attribute} = :value`,
      ExpressionAttributeValues: { ':value': S(value) },
      ScanIndexForward: false,
      Limit: MAX_SESSIONS,
    });
    return items.map(toSession);
  };

  return {
    findByConversation: async (conversationId) => {
      const item = await table.get({ Key: { conversationId: S(conversationId) } });
      return item === undefined ? [] : [toSession(item)];
    },
    findByContact: (contactId) => query(BY_CONTACT_INDEX, 'contactId', contactId),
    findByWebchatSession: (id) => query(BY_WEBCHAT_SESSION_INDEX, 'webchatSessionId', id),
  };
}

/** Writes what events and applications tell, one conditional update each; a row is kept `retentionDays` after its last event. */
export function createDynamoDbSessionRegistry(
  table: DynamoDbTable,
  retentionDays: number,
): SessionRegistry {
  const ttl = (atMs: number) => N(Math.floor((atMs + retentionDays * MS_PER_DAY) / 1000));

  return {
    applyChange: async (change) => {
      const set = setAttributes({ ...toAttributes(change), ttl: ttl(change.atMs) });
      const written = await table.updateIf({
        Key: { conversationId: S(change.conversationId) },
        UpdateExpression: `${set.expression}, startedAtMs = if_not_exists(startedAtMs, :lastEventAtMs)${
          change.kind === 'started' ? ' REMOVE endedAtMs, disconnectType' : ''
        }`,
        // The event's own time decides; an end also beats a start of the same millisecond.
        ConditionExpression: `attribute_not_exists(lastEventAtMs) OR lastEventAtMs ${
          change.kind === 'ended' ? '<=' : '<'
        } :lastEventAtMs`,
        ExpressionAttributeNames: set.names,
        ExpressionAttributeValues: set.values,
      });
      return written.kind === 'written' ? 'applied' : 'superseded';
    },

    register: async ({ conversationId, webchatSessionId, contactId, deploymentId, atMs }) => {
      const set = setAttributes({
        webchatSessionId: S(webchatSessionId),
        contactId: S(contactId),
        deploymentId: deploymentId === undefined ? undefined : S(deploymentId),
        registeredAtMs: N(atMs),
        ttl: ttl(atMs),
      });
      // Without a start time the row stays out of the contact index: it is no conversation yet.
      const started = ', startedAtMs = if_not_exists(startedAtMs, :registeredAtMs)';
      await table.updateIf({
        Key: { conversationId: S(conversationId ?? `${REGISTRATION_PREFIX}${webchatSessionId}`) },
        UpdateExpression: set.expression + (conversationId === undefined ? '' : started),
        ConditionExpression:
          'attribute_not_exists(registeredAtMs) OR registeredAtMs < :registeredAtMs',
        ExpressionAttributeNames: set.names,
        ExpressionAttributeValues: set.values,
      });
    },
  };
}

function toAttributes(change: SessionChange) {
  return {
    lastEventAtMs: N(change.atMs),
    contactId: change.contactId === undefined ? undefined : S(change.contactId),
    deploymentId: change.deploymentId === undefined ? undefined : S(change.deploymentId),
    ...(change.kind === 'ended' && {
      endedAtMs: N(change.atMs),
      disconnectType: S(change.disconnectType ?? 'UNKNOWN'),
    }),
  };
}
