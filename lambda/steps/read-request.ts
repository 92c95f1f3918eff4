import * as v from 'valibot';
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
import type { ConflictReported, NotificationRequested } from '../contract/request-events';

export type ReadRequest =
  | {
      readonly kind: 'new';
      readonly eventId: string;
      readonly eventType: string;
      readonly request: NotificationRequested | ConflictReported;
    }
  | { readonly kind: 'known'; readonly notificationKey: string; readonly conflict?: number }
  | {
      readonly kind: 'invalid';
      readonly eventId: string;
      readonly eventType: string;
      readonly problems: Problem[];
    };

/** A conflict of our own names a key; an application's conflict carries the payload it could not send. */
const namesKey = v.object({ notificationKey: v.unknown() });

/** Reads what the workflow was started with: a request, a reported conflict, or the key of a known notification. */
export function readRequest(event: unknown): ReadRequest {
  const envelope = parseInput(eventEnvelopeSchema, event);
  if (envelope.kind === 'invalid') {
    return { kind: 'invalid', eventId: '', eventType: '', problems: envelope.problems };
  }
  const { id: eventId, 'detail-type': eventType, detail } = envelope.value;
  const invalid = (problems: Problem[]): ReadRequest => ({
    kind: 'invalid',
    eventId,
    eventType,
    problems: inDetail(problems),
  });

  const keySchema = knownKeySchema(eventType, detail);
  if (keySchema !== undefined) {
    const known = parseInput(keySchema, detail);
    return known.kind === 'invalid' ? invalid(known.problems) : { kind: 'known', ...known.value };
  }
  const schema = requestSchema(eventType);
  if (schema === undefined) {
    const expected = `${NOTIFICATION_REQUESTED} or ${CONVERSATION_CONFLICT}`;
    const problem = {
      code: 'UNKNOWN_EVENT_TYPE',
      path: 'detail-type',
      expected,
      found: 'another type',
    };
    return { kind: 'invalid', eventId, eventType, problems: [problem] };
  }
  const request = parseInput(schema, detail);
  return request.kind === 'invalid'
    ? invalid(request.problems)
    : { kind: 'new', eventId, eventType, request: request.value };
}

/** Paths as the sender of the event sees them. */
export const inDetail = (problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({
    ...problem,
    path: problem.path === '$' ? 'detail' : `detail.${problem.path}`,
  }));

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
