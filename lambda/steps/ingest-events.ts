import type { SQSBatchResponse } from 'aws-lambda';
import * as v from 'valibot';
import { eventEnvelopeSchema } from '../contract/event-envelope';
import {
  CUSTOMER_END,
  CUSTOMER_START,
  customerEventDetailSchema,
} from '../contract/genesys-events';
import { parseInput } from '../contract/problems';
import type { Problem } from '../contract/problems';
import { SESSION_REGISTERED, sessionRegisteredSchema } from '../contract/request-events';
import { parseOwn } from '../contract/unreadable-data-error';
import { newestChanges } from '../domain/session';
import type { SessionChange, SessionRegistration } from '../domain/session';
import type { Log, SessionRegistry } from '../domain/ports';

export interface IngestEventsDeps {
  readonly sessions: SessionRegistry;
  /** Told of each event that cannot be read or kept; the event itself goes back to its queue and from there to the DLQ. */
  readonly log: Log;
}

const STEP = 'Ingest events';

const batchSchema = v.object({
  Records: v.array(v.object({ messageId: v.string(), body: v.string() })),
});

type Read =
  | { readonly kind: 'change'; readonly change: SessionChange }
  | { readonly kind: 'registration'; readonly registration: SessionRegistration }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/**
 * Keeps the registry from a batch of events. Changes of one conversation are coalesced, so a burst costs
 * one write; whatever fails is reported by message, and the rest of the batch counts.
 */
export const ingestEvents =
  (deps: IngestEventsDeps) =>
  async (input: unknown): Promise<SQSBatchResponse> => {
    const { Records } = parseOwn(batchSchema, input, 'a batch from the event queue');
    const read = Records.map(({ messageId, body }) => ({ messageId, read: readEvent(body) }));
    const failed = new Set<string>();
    const attempt = async (messageIds: readonly string[], work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        for (const messageId of messageIds) failed.add(messageId);
        const errorName = error instanceof Error ? error.name : typeof error;
        deps.log('ERROR', { step: STEP, kind: 'notKept', errorName, count: messageIds.length });
      }
    };

    const changes = read.flatMap((r) =>
      r.read.kind === 'change' ? [{ ...r.read.change, messageId: r.messageId }] : [],
    );
    const writes = newestChanges(changes).map((change) => {
      const { conversationId } = change;
      const carriers = changes.filter((c) => c.conversationId === conversationId);
      return attempt(
        carriers.map((c) => c.messageId),
        () => deps.sessions.applyChange(change),
      );
    });
    const others = read.map(async (r) => {
      const { messageId, read: event } = r;
      if (event.kind === 'registration') {
        await attempt([messageId], () => deps.sessions.register(event.registration));
      }
      if (event.kind === 'unreadable') {
        failed.add(messageId);
        const problems = event.problems.map(({ code, path }) => ({ code, path }));
        deps.log('WARN', { step: STEP, kind: 'unreadable', messageId, problems });
      }
    });
    await Promise.all([...writes, ...others]);
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };

const timedEnvelopeSchema = v.object({
  ...eventEnvelopeSchema.entries,
  time: v.optional(v.string()),
});

function readEvent(body: string): Read {
  const envelope = parseInput(v.pipe(v.string(), v.parseJson(), timedEnvelopeSchema), body);
  if (envelope.kind === 'invalid') return { kind: 'unreadable', problems: envelope.problems };
  const { 'detail-type': type, detail, time } = envelope.value;
  if (type === SESSION_REGISTERED) return readRegistration(detail, time);
  if (type === CUSTOMER_START || type === CUSTOMER_END) return readChange(type, detail);
  const expected = [SESSION_REGISTERED, CUSTOMER_START, CUSTOMER_END].join(' or ');
  const problem = {
    code: 'UNKNOWN_EVENT_TYPE',
    path: 'detail-type',
    expected,
    found: 'another type',
  };
  return { kind: 'unreadable', problems: [problem] };
}

function readRegistration(detail: unknown, time: string | undefined): Read {
  const parsed = parseInput(sessionRegisteredSchema, detail);
  if (parsed.kind === 'invalid') return { kind: 'unreadable', problems: parsed.problems };
  const atMs = Date.parse(time ?? '');
  if (Number.isNaN(atMs)) {
    const problem = {
      code: 'INVALID_TIME',
      path: 'time',
      expected: 'an ISO time',
      found: 'no time',
    };
    return { kind: 'unreadable', problems: [problem] };
  }
  const { version: _, ...registration } = parsed.value;
  return { kind: 'registration', registration: { ...registration, atMs } };
}

function readChange(type: string, detail: unknown): Read {
  const parsed = parseInput(customerEventDetailSchema, detail);
  if (parsed.kind === 'invalid') return { kind: 'unreadable', problems: parsed.problems };
  const body = parsed.value.eventBody;
  const common = {
    conversationId: body.conversationId,
    contactId: body.externalContactId,
    deploymentId: body.direction === 'OUTBOUND' ? body.addressFrom : body.addressTo,
    atMs: body.eventTime,
  };
  return {
    kind: 'change',
    change:
      type === CUSTOMER_START
        ? { kind: 'started', ...common }
        : { kind: 'ended', ...common, disconnectType: body.disconnectType },
  };
}
