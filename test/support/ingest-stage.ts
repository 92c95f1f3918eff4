import { ingestEvents } from '../../lambda/steps/ingest-events';
import type { IngestEventsDeps } from '../../lambda/steps/ingest-events';
import type { LogFields } from '../../lambda/domain/ports-telemetry';
import { recipientRefOf } from '../../lambda/steps/store-request';
import { fixedClock } from './fixed-clock';
import { fixedIdentity } from './fixed-identity';
import { genesysEvents } from './genesys-events';
import { createInMemoryRecipients } from './in-memory-recipients';
import { createInMemorySessions } from './in-memory-sessions';
import type { InMemorySessions } from './in-memory-sessions';

export const CONVERSATION = '2f7bf00a-0fc2-4d6a-9b56-92238191433e';
export const start = genesysEvents['customer.start'];
export const end = genesysEvents['customer.end'];

export const about = (conversationId: string, event: typeof start | typeof end) => ({
  ...event,
  detail: { ...event.detail, eventBody: { ...event.detail.eventBody, conversationId } },
});
export const registration = (
  detail: object,
  time: string | undefined = '2026-09-20T10:00:00Z',
) => ({
  'detail-type': 'SessionRegistered',
  detail,
  time,
});
export const preference = (detail: object, time = '2026-09-20T10:00:00Z') => ({
  'detail-type': 'RecipientPreferenceChanged',
  detail: { version: '1', contactId: 'contact-1', changedAt: '2026-09-20T09:00:00Z', ...detail },
  time,
});
/** A start at some time. */
export const eventAt = (eventTime: number) => ({
  ...start,
  detail: { ...start.detail, eventBody: { ...start.detail.eventBody, eventTime } },
});
const batch = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

/** Ten seconds after the end of the fixtures. */
export const NOW_MS = 1_789_900_210_205;
export const MERGE_TOPIC = 'v2.test.merged';

/** The step over a registry in memory, and whatever it tells. */
export const ingestStage = (
  change: Partial<InMemorySessions> = {},
  more: Partial<IngestEventsDeps> = {},
) => {
  const sessions = createInMemorySessions();
  const recipients = createInMemoryRecipients();
  const identity = fixedIdentity();
  const logged: LogFields[] = [];
  const counted: Record<string, number[]> = {};
  const aside: { event: string; codes: string[] }[] = [];
  const ingest = ingestEvents({
    sessions: { ...sessions, ...change },
    recipients,
    identity,
    families: sessions,
    unreadable: {
      keep: async (event, problems) => {
        aside.push({ event, codes: problems.map(({ code, path }) => `${path} ${code}`) });
      },
    },
    clock: fixedClock(NOW_MS),
    settings: { contactMergeTopic: MERGE_TOPIC },
    log: (_, fields, measures = []) => {
      logged.push(fields);
      for (const { metric, value } of measures) (counted[metric] ??= []).push(value);
    },
    ...more,
  });
  const failed = async (...bodies: readonly unknown[]): Promise<string[]> => {
    const { batchItemFailures } = await ingest(batch(...bodies));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const recipient = async (contactId: string) =>
    recipients.fetchRecipient(await recipientRefOf(identity, contactId));
  return { sessions, recipient, logged, counted, aside, failed };
};
