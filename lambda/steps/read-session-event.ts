import * as v from 'valibot';
import {
  CONTACT_CHANGED,
  contactChangedDetailSchema,
  contactMergedDetailSchema,
  CUSTOMER_END,
  CUSTOMER_START,
  customerEventDetailSchema,
  isCustomerEventDetail,
  DETAIL_VERSION,
  versionedDetailSchema,
} from '../contract/genesys-events';
import type { CustomerEventDetail } from '../contract/genesys-events';
import { RECIPIENT_PREFERENCE_CHANGED } from '../contract/preference-events';
import { parseInput } from '../contract/problems';
import type { Parsed, Problem } from '../contract/problems';
import { SESSION_REGISTERED, sessionRegisteredSchema } from '../contract/request-events';
import type { SessionChange } from '../domain/session-update';
import { readPreference } from './read-preference';
import type { ReadPreference } from './read-preference';

/** What one event says of sessions; a merger says it of two contacts at most. */
export type ReadSessionEvent =
  | { readonly kind: 'changes'; readonly changes: readonly SessionChange[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

export interface ReadingSettings {
  /** Topic by which Genesys tells that contacts were merged; empty when it is not subscribed. */
  readonly contactMergeTopic: string;
}

/** An event may be this much ahead of our clock. One from the far future would never be overruled. */
const MAX_AHEAD_MS = 86_400_000;

const jsonSchema = v.pipe(v.string(), v.parseJson());
const envelopeSchema = v.pipe(
  jsonSchema,
  v.object({ 'detail-type': v.string(), detail: v.unknown(), time: v.optional(v.string()) }),
);
type Envelope = v.InferOutput<typeof envelopeSchema>;

/** What the schema says, in one look: the firehose comes through here, and only what fails needs to be explained. */
const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' &&
  value !== null &&
  'detail' in value &&
  'detail-type' in value &&
  typeof value['detail-type'] === 'string' &&
  (!('time' in value) || typeof value.time === 'string');

function readEnvelope(body: string): Parsed<Envelope> {
  const parsed = v.safeParse(jsonSchema, body);
  return parsed.success && isEnvelope(parsed.output)
    ? { kind: 'valid', value: parsed.output }
    : parseInput(envelopeSchema, body);
}

/** Reads an event of the registry's queue. The body is parsed once, and only the fields we keep. */
export function readSessionEvent(
  body: string,
  nowMs: number,
  settings: ReadingSettings,
): ReadSessionEvent | ReadPreference {
  const envelope = readEnvelope(body);
  if (envelope.kind === 'invalid') return unreadable(envelope.problems);
  if (envelope.value['detail-type'] === RECIPIENT_PREFERENCE_CHANGED) {
    return readPreference(envelope.value);
  }
  const read = readDetail(envelope.value, settings);
  if (read.kind === 'unreadable') {
    return unreadable([...versionProblems(envelope.value), ...read.problems]);
  }
  const isTimed = read.changes.every(({ atMs }) => atMs <= nowMs + MAX_AHEAD_MS);
  return isTimed ? read : unreadable([{ ...BAD_TIME, path: 'detail.eventBody.eventTime' }]);
}

function readDetail(envelope: Envelope, { contactMergeTopic }: ReadingSettings): ReadSessionEvent {
  const type = envelope['detail-type'];
  switch (type) {
    case CUSTOMER_START:
    case CUSTOMER_END:
      return readCustomer(type, envelope.detail);
    case CONTACT_CHANGED:
      return readContact(envelope.detail);
    case SESSION_REGISTERED:
      return readRegistration(envelope);
    default:
      return type === contactMergeTopic ? readMerger(envelope) : unreadable([UNKNOWN_TYPE]);
  }
}

function readCustomer(type: string, detail: unknown): ReadSessionEvent {
  const parsed: Parsed<CustomerEventDetail> = isCustomerEventDetail(detail)
    ? { kind: 'valid', value: detail }
    : parseDetail(customerEventDetailSchema, detail);
  if (parsed.kind === 'invalid') return unreadable(parsed.problems);
  const body = parsed.value.eventBody;
  const common = {
    conversationId: body.conversationId,
    contactId: body.externalContactId,
    deploymentId: body.direction === 'OUTBOUND' ? body.addressFrom : body.addressTo,
    atMs: body.eventTime,
  };
  return type === CUSTOMER_START
    ? changes({ kind: 'started', ...common })
    : changes({ kind: 'ended', ...common, disconnectType: body.disconnectType });
}

function readContact(detail: unknown): ReadSessionEvent {
  const parsed = parseDetail(contactChangedDetailSchema, detail);
  if (parsed.kind === 'invalid') return unreadable(parsed.problems);
  const { conversationId, externalContactId, eventTime } = parsed.value.eventBody;
  const contactId = externalContactId;
  return changes({ kind: 'contactChanged', conversationId, contactId, atMs: eventTime });
}

function readRegistration({ detail, time }: Envelope): ReadSessionEvent {
  const parsed = parseDetail(sessionRegisteredSchema, detail);
  if (parsed.kind === 'invalid') return unreadable(parsed.problems);
  const atMs = Date.parse(time ?? '');
  if (Number.isNaN(atMs)) return unreadable([{ ...BAD_TIME, path: 'time' }]);
  const { version: _, ...registration } = parsed.value;
  return changes({ kind: 'registered', ...registration, atMs });
}

function readMerger({ detail, time }: Envelope): ReadSessionEvent {
  const parsed = parseDetail(contactMergedDetailSchema, detail);
  if (parsed.kind === 'invalid') return unreadable(parsed.problems);
  const { timestamp, eventBody } = parsed.value;
  const atMs = Date.parse(timestamp ?? time ?? '');
  if (Number.isNaN(atMs)) return unreadable([{ ...BAD_TIME, path: 'detail.timestamp' }]);
  const { sourceContactId, targetContactId, resultingContactId } = eventBody.mergeOperation;
  const survivingContactId = resultingContactId;
  const merged = [sourceContactId, targetContactId].filter((id) => id !== survivingContactId);
  return changes(
    ...merged.map((mergedContactId) => ({
      kind: 'contactMerged' as const,
      mergedContactId,
      survivingContactId,
      atMs,
    })),
  );
}

/** A version we do not know is no reason to refuse what can be read; it explains what can't. */
function versionProblems({ detail }: Envelope): Problem[] {
  const parsed = parseInput(versionedDetailSchema, detail);
  if (parsed.kind === 'invalid' || parsed.value.version === DETAIL_VERSION) return [];
  const expected = `"${DETAIL_VERSION}"`;
  return [{ code: 'UNKNOWN_VERSION', path: 'detail.version', expected, found: 'another version' }];
}

function parseDetail<const S extends v.GenericSchema>(schema: S, detail: unknown) {
  const parsed = parseInput(schema, detail);
  if (parsed.kind === 'valid') return parsed;
  const problems = parsed.problems.map((problem) => ({
    ...problem,
    path: problem.path === '$' ? 'detail' : `detail.${problem.path}`,
  }));
  return { kind: 'invalid' as const, problems };
}

const UNKNOWN_TYPE: Problem = {
  code: 'UNKNOWN_EVENT_TYPE',
  path: 'detail-type',
  expected: 'a topic of the registry',
  found: 'another type',
};
const BAD_TIME = { code: 'INVALID_TIME', expected: 'a time that has been', found: 'no such time' };

const changes = (...each: SessionChange[]): ReadSessionEvent => ({
  kind: 'changes',
  changes: each,
});
const unreadable = (problems: readonly Problem[]): ReadSessionEvent => ({
  kind: 'unreadable',
  problems,
});
