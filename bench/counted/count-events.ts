import { rememberSessions } from '../../lambda/adapters/remembering-session-registry';
import { toEvent } from '../ingest/envelope';
import type { Happening } from '../ingest/conversations';
import { ingestInto } from '../ingest/measure';
import type { BookedCall, CallBook } from './call-book';
import type { Stage } from './stage';

/** A kind of event, and what the calls it led to were billed. */
export interface EventKind {
  readonly name: string;
  readonly times: number;
  readonly calls: readonly BookedCall[];
}

const START = 'v2.detail.events.conversation.{id}.customer.start';
const END = 'v2.detail.events.conversation.{id}.customer.end';
const MINUTE_MS = 60_000;

/** Ingests events one by one, as in a quiet hour; in a busy one those of one conversation and batch share a write. */
export async function countEvents(
  stage: Pick<Stage, 'registry' | 'recipients'>,
  book: CallBook,
  times: number,
): Promise<EventKind[]> {
  const ingestOf = () => ingestInto(rememberSessions(stage.registry)).ingest;
  const warm = ingestOf();
  const atMs = Date.UTC(2029, 0);
  const happening = (topic: string, conversation: number, laterMs: number): Happening => ({
    topic,
    messageType: 'WEBMESSAGING',
    conversation,
    atMs: atMs + laterMs,
  });
  const count = async (
    name: string,
    ingest: typeof warm,
    event: (conversation: number) => Happening,
  ): Promise<EventKind> => {
    const before = book.calls.length;
    for (let conversation = 1; conversation <= times; conversation += 1) {
      const body = JSON.stringify(toEvent(event(conversation)));
      const batch = { Records: [{ messageId: '1', body }] };
      // oxlint-disable-next-line no-await-in-loop
      await book.inState('Ingest events', () => ingest(batch));
    }
    return { name, times, calls: book.calls.slice(before) };
  };
  const agree = async (): Promise<EventKind> => {
    const before = book.calls.length;
    for (let contact = 1; contact <= times; contact += 1) {
      const change = { recipientRef: `agreeing-${contact}`, consent: 'optedIn' as const, atMs };
      // oxlint-disable-next-line no-await-in-loop
      await book.inState('Ingest events', () => stage.recipients.changePreference(change));
    }
    return { name: 'a contact agrees', times, calls: book.calls.slice(before) };
  };
  const start = (conversation: number) => happening(START, conversation, 0);
  return [
    await count('a customer comes', warm, start),
    await count('the same event again, same environment', warm, start),
    await count('the same event again, another environment', ingestOf(), start),
    await count('the customer goes', warm, (each) => happening(END, each, MINUTE_MS)),
    await agree(),
  ];
}
