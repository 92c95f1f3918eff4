import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import type { Counted, MessagesAnswer } from '../domain/ports';
import type { ListedMessage } from '../domain/proof';
import type { CallGenesys, GenesysAnswer, GenesysCall } from './genesys-caller';

const conversationSchema = v.object({
  participants: v.array(
    v.object({
      messages: v.optional(v.array(v.object({ messageId: v.optional(v.string()) })), []),
    }),
  ),
});

const bulkSchema = v.object({
  entities: v.array(
    v.object({
      id: v.string(),
      direction: v.optional(v.string(), 'unknown'),
      timestamp: v.optional(v.string()),
      textBody: v.optional(v.string()),
      normalizedMessage: v.optional(v.object({ text: v.optional(v.string(), '') })),
    }),
  ),
});

/** What one bulk request may ask for. A message of ours is among the newest. */
const MAX_BULK_IDS = 1000;

/** Reads the messages of a conversation in two calls: their ids, then their texts. */
export async function listPlatformMessages(
  call: CallGenesys,
  conversationId: string,
): Promise<Counted<MessagesAnswer>> {
  const path = `/api/v2/conversations/messages/${encodeURIComponent(conversationId)}`;
  const listed = await read(call, { method: 'GET', path }, conversationSchema);
  if (listed.kind === 'unreadable') return listed;
  const named = listed.value.participants.flatMap(({ messages }) => messages);
  const allIds = named.flatMap(({ messageId }) => messageId ?? []);
  const ids = allIds.slice(-MAX_BULK_IDS);
  // A message that is listed without an id cannot be asked for, and may be the one.
  const hasNameless = allIds.length < named.length;
  if (ids.length === 0) {
    return { kind: 'listed', messages: [], isPartial: hasNameless, calls: listed.calls };
  }

  const bulk = { method: 'POST', path: `${path}/messages/bulk`, body: ids } as const;
  const texts = await read(call, bulk, bulkSchema);
  const calls = listed.calls + texts.calls;
  if (texts.kind === 'unreadable') return { ...texts, calls };
  const messages = texts.value.entities.map(toListedMessage);
  const told = new Set(messages.map(({ messageId }) => messageId));
  const isPartial = hasNameless || !allIds.every((id) => told.has(id));
  return { kind: 'listed', messages, isPartial, calls };
}

type Read<T> =
  | { kind: 'value'; value: T; calls: number }
  | { kind: 'unreadable'; cause: string; calls: number; correlationId?: string };

async function read<const S extends v.GenericSchema>(
  call: CallGenesys,
  request: GenesysCall,
  schema: S,
): Promise<Read<v.InferOutput<S>>> {
  const answer = await call(request);
  const { calls, correlationId } = answer;
  const parsed = parseInput(schema, bodyOf(answer));
  return parsed.kind === 'valid'
    ? { kind: 'value', value: parsed.value, calls }
    : { kind: 'unreadable', cause: causeOf(answer), calls, correlationId };
}

function bodyOf(answer: GenesysAnswer): unknown {
  if (answer.kind !== 'exchanged' || answer.exchange.kind !== 'answered') return undefined;
  return answer.exchange.status === 200 ? answer.exchange.body : undefined;
}

function causeOf(answer: GenesysAnswer): string {
  if (answer.kind === 'refused') return answer.refusal.code;
  if (answer.kind === 'unavailable') return answer.cause;
  const { exchange } = answer;
  return exchange.kind === 'answered' ? `HTTP_${exchange.status}` : exchange.cause;
}

type Entity = v.InferOutput<typeof bulkSchema>['entities'][number];

function toListedMessage(entity: Entity): ListedMessage {
  const atMs = Date.parse(entity.timestamp ?? '');
  return {
    messageId: entity.id,
    direction: entity.direction,
    text: entity.textBody ?? entity.normalizedMessage?.text ?? '',
    atMs: Number.isNaN(atMs) ? undefined : atMs,
  };
}
