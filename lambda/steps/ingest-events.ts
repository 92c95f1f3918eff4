import type { SQSBatchResponse } from 'aws-lambda';
import * as v from 'valibot';
import { NEWEST_EVENT_AGE_METRIC, UNREADABLE_EVENTS_METRIC } from '../contract/metrics';
import { parseOwn } from '../contract/unreadable-data-error';
import { errorFacts } from '../domain/error-facts';
import { foldChanges, sessionKeyOf } from '../domain/session-update';
import type { Presence, SessionChange, SessionUpdate } from '../domain/session-update';
import type {
  Clock,
  Identity,
  RecipientPreferences,
  SessionRegistry,
  UnreadableEvents,
} from '../domain/ports';
import { MERGED_PREFIX } from '../contract/sessions-table';
import type { ContactFamilies } from '../domain/ports-contacts';
import type { Measure, Telemetry } from '../domain/ports-telemetry';
import { keepPreference } from './keep-preference';
import { sharePreferences } from './share-preferences';
import type { ToldPreference } from './read-preference';
import { readSessionEvent } from './read-session-event';
import type { ReadingSettings } from './read-session-event';
import type { ReturnListener, LeaveListener } from '../domain/ports-waking';

export interface IngestEventsDeps extends Telemetry {
  readonly sessions: SessionRegistry;
  readonly recipients: RecipientPreferences;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly unreadable: UnreadableEvents;
  readonly clock: Clock;
  readonly settings: ReadingSettings;
  /** Whom Genesys has merged with whom. @default mergers are not followed */
  readonly families?: ContactFamilies;
  /** Hears who is back. @default nobody */
  readonly returns?: ReturnListener;
  /** Hears whose conversation has ended. @default nobody */
  readonly leaves?: LeaveListener;
}

const STEP = 'Ingest events';

interface Message {
  readonly messageId: string;
  readonly body: string;
}

const hasText = (value: object, key: string): boolean =>
  typeof Reflect.get(value, key) === 'string';
/** One check for a message, and no copy of it: the firehose comes through here. */
const messageSchema = v.custom<Message>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    hasText(value, 'messageId') &&
    hasText(value, 'body'),
);
const batchSchema = v.object({ Records: v.array(messageSchema) });

/** Does something for these messages; if that fails they go back to their queue, and from there, in the end, to the DLQ. */
type Attempt = (messageIds: readonly string[], work: () => Promise<void>) => Promise<void>;

/**
 * Keeps the registry, and what contacts want, from a batch of events. Changes are folded into one update per session, so a burst costs one
 * write; what fails is reported by message and what can't be read is put aside, and the rest of the batch counts.
 */
export const ingestEvents =
  (deps: IngestEventsDeps) =>
  async (input: unknown): Promise<SQSBatchResponse> => {
    const { Records } = parseOwn(batchSchema, input, 'a batch from the event queue');
    const failed = new Set<string>();
    const attempt: Attempt = async (messageIds, work) => {
      try {
        await work();
      } catch (error) {
        for (const messageId of messageIds) failed.add(messageId);
        const count = messageIds.length;
        deps.log('ERROR', { step: STEP, kind: 'notKept', ...errorFacts(error), count });
      }
    };

    const nowMs = deps.clock.nowMs();
    const changes: SessionChange[] = [];
    const carriers = new Map<string, string[]>();
    const alone: Promise<void>[] = [];
    for (const message of Records) {
      const read = readSessionEvent(message.body, nowMs, deps.settings);
      if (read.kind === 'unreadable') {
        alone.push(attempt([message.messageId], () => putAside(deps, message, read.problems)));
        continue;
      }
      if (read.kind === 'preference') {
        alone.push(attempt([message.messageId], () => keepWish(deps, read.preference)));
        continue;
      }
      for (const change of read.changes) {
        changes.push(change);
        note(carriers, sessionKeyOf(change), message.messageId);
      }
    }
    const kept = foldChanges(changes).map((update) =>
      attempt(carriers.get(update.key) ?? [], () => keep(deps, update)),
    );
    deps.log('INFO', { step: STEP, kind: 'read', count: Records.length }, ageOf(changes, nowMs));
    await Promise.all([...alone, ...kept]);
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };

function note(carriers: Map<string, string[]>, key: string, messageId: string): void {
  const known = carriers.get(key);
  if (known === undefined) carriers.set(key, [messageId]);
  else known.push(messageId);
}

async function putAside(
  deps: IngestEventsDeps,
  { messageId, body }: Message,
  problems: Parameters<UnreadableEvents['keep']>[1],
): Promise<void> {
  const places = problems.map(({ code, path }) => ({ code, path }));
  const measures = [{ metric: UNREADABLE_EVENTS_METRIC, value: 1 }];
  deps.log('WARN', { step: STEP, kind: 'unreadable', messageId, problems: places }, measures);
  await deps.unreadable.keep(body, problems);
}

async function keepWish(deps: IngestEventsDeps, preference: ToldPreference): Promise<void> {
  await keepPreference(deps, preference);
  await share(deps, preference.contactId);
}

async function share({ families, ...deps }: IngestEventsDeps, contactId: string): Promise<void> {
  if (families !== undefined) await sharePreferences({ ...deps, families }, contactId);
}

/** Tells who came or went whenever the row says what the event said: also again, should the first telling have failed. */
async function keep(deps: IngestEventsDeps, update: SessionUpdate): Promise<void> {
  const { presence, contact } = await deps.sessions.keep(update);
  if (update.key.startsWith(MERGED_PREFIX)) {
    await share(deps, update.key.slice(MERGED_PREFIX.length));
  }
  if (presence === undefined || contact === undefined) return;
  if (!isSame(presence, update.presence)) return;
  if (presence.kind === 'live') await deps.returns?.contactReturned(contact.value, presence.atMs);
  else await deps.leaves?.contactLeft(contact.value, presence.atMs);
}

const isSame = (presence: Presence, told: Presence | undefined): boolean =>
  presence.kind === told?.kind && presence.atMs === told.atMs;

/** How far behind the newest event of Genesys is. What applications tell says nothing about Genesys. */
function ageOf(changes: readonly SessionChange[], nowMs: number): Measure[] {
  const newestMs = changes.reduce(
    (newest, { kind, atMs }) => (kind === 'registered' ? newest : Math.max(newest, atMs)),
    -1,
  );
  if (newestMs < 0) return [];
  const value = Math.max(0, Math.round((nowMs - newestMs) / 1000));
  return [{ metric: NEWEST_EVENT_AGE_METRIC, value, unit: 'Seconds' }];
}
