import * as v from 'valibot';
import { REDRIVE_REQUESTED, redriveRequestedSchema } from '../contract/change-events';
import { eventEnvelopeSchema } from '../contract/event-envelope';
import { parseInput } from '../contract/problems';
import type { Problem } from '../contract/problems';
import {
  ATTEMPT_DUE,
  CONVERSATION_CONFLICT,
  conflictReportedSchema,
  knownNotificationSchema,
  NOTIFICATION_REQUESTED,
  notificationRequestedSchema,
  ownConflictSchema,
} from '../contract/request-events';
import { readChange } from './read-change';
import type { ReadChange } from './read-change';
import type { ConflictReported, NotificationRequested } from '../contract/request-events';

export type ReadRequest =
  | ({ readonly kind: 'new'; readonly request: NotificationRequested | ConflictReported } & Source)
  | ({
      readonly kind: 'change';
      readonly change: Exclude<ReadChange, { kind: 'invalid' | 'fired' }>;
    } & Source)
  | { readonly kind: 'known'; readonly notificationKey: string; readonly conflict?: number }
  | { readonly kind: 'redrive'; readonly notificationKey: string; readonly redrives: number }
  | ({ readonly kind: 'invalid'; readonly problems: Problem[] } & Source);

/** What an event is named by when it is of no use. */
interface Source {
  readonly eventId: string;
  readonly eventType: string;
  /** The event's own time, where it says one. */
  readonly eventAtMs?: number;
}

/** A conflict of our own names a key; an application's conflict carries the payload it could not send. */
const namesKey = v.object({ notificationKey: v.unknown() });

/** Reads what the workflow was started with: a request, a reported conflict, or the key of a known notification. */
export function readRequest(event: unknown, nowMs: number): ReadRequest {
  const envelope = parseInput(eventEnvelopeSchema, event);
  if (envelope.kind === 'invalid') {
    return { kind: 'invalid', eventId: '', eventType: '', problems: envelope.problems };
  }
  const { id: eventId, 'detail-type': eventType, detail, time } = envelope.value;
  const source = { eventId, eventType, eventAtMs: toInstant(time) };
  if (eventType === REDRIVE_REQUESTED) {
    const asked = parseInput(redriveRequestedSchema, detail);
    return asked.kind === 'invalid'
      ? unusable(source, asked.problems)
      : { kind: 'redrive', ...asked.value };
  }
  const keySchema = knownKeySchema(eventType, detail);
  if (keySchema !== undefined) {
    const known = parseInput(keySchema, detail);
    return known.kind === 'invalid'
      ? unusable(source, known.problems)
      : { kind: 'known', ...known.value };
  }
  const change = readChange(eventType, detail, nowMs);
  return change === undefined
    ? readAsked(requestSchema(eventType), detail, source)
    : toRequest(change, source);
}

function toRequest(change: ReadChange, source: Source): ReadRequest {
  switch (change.kind) {
    case 'fired':
      return readAsked(notificationRequestedSchema, change.fields, { ...source, ...change });
    case 'invalid':
      return unusable(source, change.problems);
    case 'cancelled':
    case 'rescheduled':
    case 'endsEarly':
      return { kind: 'change', change, ...source };
  }
}

const unusable = (source: Source, problems: readonly Problem[]): ReadRequest => ({
  kind: 'invalid',
  ...source,
  problems: inDetail(problems),
});

/** Reads a request, whoever put its fields together. */
function readAsked(
  schema: ReturnType<typeof requestSchema>,
  fields: unknown,
  { eventId, eventType, eventAtMs }: Source,
): ReadRequest {
  const source = { eventId, eventType, eventAtMs };
  if (schema === undefined) {
    const expected = `${NOTIFICATION_REQUESTED} or ${CONVERSATION_CONFLICT}`;
    const problem = {
      code: 'UNKNOWN_EVENT_TYPE',
      path: 'detail-type',
      expected,
      found: 'another type',
    };
    return { kind: 'invalid', ...source, problems: [problem] };
  }
  const request = parseInput(schema, fields);
  return request.kind === 'invalid'
    ? unusable(source, request.problems)
    : { kind: 'new', request: request.value, ...source };
}

/** A time that cannot be read is as good as none. */
function toInstant(time: string | undefined): number | undefined {
  const atMs = Date.parse(time ?? '');
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Problems as whoever published the event would look for them. */
export const inDetail = (problems: readonly Problem[]): Problem[] =>
  problems.map((p) => ({ ...p, path: p.path === '$' ? 'detail' : `detail.${p.path}` }));

function knownKeySchema(eventType: string, detail: unknown) {
  if (eventType === ATTEMPT_DUE) return knownNotificationSchema;
  const isOwn = eventType === CONVERSATION_CONFLICT && v.is(namesKey, detail);
  return isOwn ? ownConflictSchema : undefined;
}

function requestSchema(eventType: string) {
  if (eventType === NOTIFICATION_REQUESTED) return notificationRequestedSchema;
  if (eventType === CONVERSATION_CONFLICT) return conflictReportedSchema;
  return undefined;
}
