import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { MERGED_PREFIX, REGISTRATION_PREFIX } from '../contract/sessions-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Session } from '../domain/session';
import type { SessionUpdate, Told } from '../domain/session-update';
import { N, numberAttribute, S, stringAttribute } from './attribute-values';

const rowSchema = v.object({
  conversationId: stringAttribute,
  startedAtMs: v.optional(numberAttribute),
  /** Time of the newest start or end. */
  lastEventAtMs: v.optional(numberAttribute),
  endedAtMs: v.optional(numberAttribute),
  disconnectType: v.optional(stringAttribute),
  contactId: v.optional(stringAttribute),
  contactAtMs: v.optional(numberAttribute),
  deploymentId: v.optional(stringAttribute),
  deploymentAtMs: v.optional(numberAttribute),
  webchatSessionId: v.optional(stringAttribute),
  registeredAtMs: v.optional(numberAttribute),
  /** Counts the writes, so that a joined row replaces only the row it was joined with. */
  revision: v.optional(numberAttribute),
});
type Row = v.InferOutput<typeof rowSchema>;

const parseRow = (item: unknown): Row => parseOwn(rowSchema, item, 'a session row');

/** What a notification's way depends on. */
const sessionSchema = v.pick(rowSchema, [
  'conversationId',
  'contactId',
  'deploymentId',
  'webchatSessionId',
  'startedAtMs',
  'endedAtMs',
]);

export function toSession(item: unknown): Session {
  const { conversationId, ...rest } = parseOwn(sessionSchema, item, 'a session row');
  return conversationId.startsWith(REGISTRATION_PREFIX) ? rest : { conversationId, ...rest };
}

/** The contact whose merger a row tells of; most rows tell of none. */
export function mergedContactIn(item: unknown): string | undefined {
  const { conversationId } = parseRow(item);
  return conversationId.startsWith(MERGED_PREFIX)
    ? conversationId.slice(MERGED_PREFIX.length)
    : undefined;
}

/** A row as all that is known of the session, and the write it is the result of. */
export function toKnown(item: unknown): { known: SessionUpdate; revision: number | undefined } {
  const row = parseRow(item);
  return {
    revision: row.revision,
    known: {
      key: row.conversationId,
      startedAtMs: row.startedAtMs,
      presence: presenceIn(row),
      contact: told(row.contactId, row.contactAtMs),
      deployment: told(row.deploymentId, row.deploymentAtMs),
      webchatSession: told(row.webchatSessionId, row.registeredAtMs),
    },
  };
}

function presenceIn({ lastEventAtMs, endedAtMs, disconnectType }: Row): SessionUpdate['presence'] {
  if (lastEventAtMs === undefined) return undefined;
  return endedAtMs === undefined
    ? { kind: 'live', atMs: lastEventAtMs }
    : { kind: 'ended', atMs: lastEventAtMs, disconnectType: disconnectType ?? 'UNKNOWN' };
}

/** A row of an earlier version knows its values and not when they were told: anything newer than nothing corrects them. */
const told = (value: string | undefined, atMs = 0): Told | undefined =>
  value === undefined ? undefined : { value, atMs };

/** The attributes that an update sets. What it does not tell is left as it is. */
export function toAttributes(update: SessionUpdate): Record<string, AttributeValue> {
  const { presence, contact, deployment, webchatSession } = update;
  return {
    ...(presence && { lastEventAtMs: N(presence.atMs) }),
    ...(presence?.kind === 'ended' && {
      endedAtMs: N(presence.atMs),
      disconnectType: S(presence.disconnectType),
    }),
    ...(contact && { contactId: S(contact.value), contactAtMs: N(contact.atMs) }),
    ...(deployment && { deploymentId: S(deployment.value), deploymentAtMs: N(deployment.atMs) }),
    ...(webchatSession && {
      webchatSessionId: S(webchatSession.value),
      registeredAtMs: N(webchatSession.atMs),
    }),
  };
}
