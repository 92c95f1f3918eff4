import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { MERGED_PREFIX, REGISTRATION_PREFIX, stalePartitionOf } from '../contract/sessions-table';
import { newestAtMs } from '../domain/session-update';
import type { SessionUpdate } from '../domain/session-update';
import { N, S } from './attribute-values';
import { setAttributes } from './dynamodb-table';
import { toAttributes } from './session-rows';

const MS_PER_DAY = 86_400_000;

type Values = Record<string, AttributeValue>;

export interface SessionRegistrySettings {
  /** A row is kept this long after its newest event. */
  readonly retentionDays: number;
  /** How long a conversation may be live and silent before Genesys is asked about it. */
  readonly staleAfterMs: number;
}

/** On which row an update is written, and whether it, or the row, knows the presence best. */
export interface WriteMode {
  readonly condition: string;
  readonly values?: Values;
  readonly startedAtMs: string;
  readonly hasNewPresence: boolean;
}

/** The whole row, joined, in the place of the one it was joined with. */
export const replacing = (revision: number | undefined, hasNewPresence: boolean): WriteMode => ({
  condition: revision === undefined ? 'attribute_not_exists(revision)' : 'revision = :seen',
  values: revision === undefined ? {} : { ':seen': N(revision) },
  startedAtMs: 'startedAtMs = :startedAtMs',
  hasNewPresence,
});

/** Where setting what the update tells is the same as joining it; of one instant, only equals may meet. */
export function onOlderRow(update: SessionUpdate): WriteMode {
  const { contact, deployment, webchatSession, startedAtMs } = update;
  const clauses = [
    '(attribute_not_exists(#ttl) OR #ttl <= :ttl)',
    presenceClause(update.presence),
    contact && toldClause('contactId', 'contactAtMs'),
    deployment && toldClause('deploymentId', 'deploymentAtMs'),
    webchatSession && toldClause('webchatSessionId', 'registeredAtMs'),
    startedAtMs !== undefined &&
      '(attribute_not_exists(startedAtMs) OR startedAtMs <= :startedAtMs)',
  ];
  return {
    condition: clauses.filter(Boolean).join(' AND '),
    startedAtMs: 'startedAtMs = if_not_exists(startedAtMs, :startedAtMs)',
    hasNewPresence: update.presence !== undefined,
  };
}

const toldClause = (value: string, at: string): string =>
  `(attribute_not_exists(${at}) OR ${at} < :${at} OR (${at} = :${at} AND ${value} = :${value}))`;

function presenceClause(presence: SessionUpdate['presence']): string | undefined {
  if (presence === undefined) return undefined;
  const older = 'attribute_not_exists(lastEventAtMs) OR lastEventAtMs < :lastEventAtMs';
  const startOfThatInstant = 'lastEventAtMs = :lastEventAtMs AND attribute_not_exists(endedAtMs)';
  return presence.kind === 'live' ? `(${older})` : `(${older} OR (${startOfThatInstant}))`;
}

/** One conditional write of one row, which answers with the row as it is then. */
export function toWrite(
  update: SessionUpdate,
  mode: WriteMode,
  { retentionDays, staleAfterMs }: SessionRegistrySettings,
): Omit<UpdateItemCommandInput, 'TableName'> {
  const { key, startedAtMs } = update;
  const ttl = N(Math.floor((newestAtMs(update) + retentionDays * MS_PER_DAY) / 1000));
  const set = setAttributes({ ...toAttributes(update), ttl });
  const look = nextLook(update, mode.hasNewPresence, staleAfterMs);
  const started: Values = startedAtMs === undefined ? {} : { ':startedAtMs': N(startedAtMs) };
  const assignments = [
    set.expression,
    ...(startedAtMs === undefined ? [] : [mode.startedAtMs]),
    ...look.assignments,
  ];
  const removed = toRemove(update.presence);
  return {
    Key: { conversationId: S(key) },
    UpdateExpression: `${assignments.join(', ')}${removed} ADD revision :one`,
    ConditionExpression: mode.condition,
    ExpressionAttributeNames: set.names,
    ExpressionAttributeValues: {
      ...set.values,
      ...started,
      ...look.values,
      ...mode.values,
      ':one': N(1),
    },
    ReturnValues: 'ALL_NEW',
  };
}

const isConversation = (key: string): boolean =>
  !key.startsWith(REGISTRATION_PREFIX) && !key.startsWith(MERGED_PREFIX);

/**
 * When Genesys is to be asked about the conversation. What tells no presence may meet a row that has ended, and puts it
 * into the index: the look takes it out again.
 */
function nextLook(
  update: SessionUpdate,
  hasNewPresence: boolean,
  staleAfterMs: number,
): { readonly assignments: readonly string[]; readonly values: Values } {
  const { key, presence, startedAtMs } = update;
  const sinceMs = presence?.atMs ?? startedAtMs;
  if (presence?.kind === 'ended' || sinceMs === undefined || !isConversation(key)) {
    return { assignments: [], values: {} };
  }
  const staleAtMs = hasNewPresence ? ':staleAtMs' : 'if_not_exists(staleAtMs, :staleAtMs)';
  return {
    assignments: ['stalePartition = :stalePartition', `staleAtMs = ${staleAtMs}`],
    values: {
      ':stalePartition': S(stalePartitionOf(key)),
      ':staleAtMs': N(sinceMs + staleAfterMs),
    },
  };
}

function toRemove(presence: SessionUpdate['presence']): string {
  if (presence === undefined) return '';
  return presence.kind === 'live'
    ? ' REMOVE endedAtMs, disconnectType'
    : ' REMOVE stalePartition, staleAtMs';
}
