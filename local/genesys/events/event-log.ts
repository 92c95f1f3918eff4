import type { Announcement, Platform } from '../model/platform';

/** What a rule on the receiving side finds under `detail`. */
export interface EventDetail {
  readonly topicName: string;
  readonly version: '2';
  readonly eventBody: Readonly<Record<string, unknown>>;
  readonly metadata: { readonly CorrelationId: string };
  readonly timestamp: string;
}

export interface PublishedEvent {
  readonly eventId: string;
  readonly seq: number;
  readonly emittedAt: number;
  /** The topic's template with the literal `{id}`: the envelope's `detail-type`. */
  readonly detailType: string;
  readonly detail: EventDetail;
}

export interface EventLog {
  publish(announcement: Announcement): PublishedEvent;
  find(eventId: string): PublishedEvent | undefined;
  list(): readonly PublishedEvent[];
  clear(): void;
}

/** Keeps every event that the org ever emitted, whether or not anybody was configured to get it. */
export const createEventLog = ({ identifiers, clock }: Platform): EventLog => {
  let events: PublishedEvent[] = [];
  return {
    publish: ({ topic, id, body }) => {
      const now = clock.now();
      const event: PublishedEvent = {
        eventId: identifiers.uuid('event'),
        seq: events.length + 1,
        emittedAt: now,
        detailType: topic,
        detail: {
          topicName: topic.replace('{id}', id),
          version: '2',
          eventBody: body,
          metadata: { CorrelationId: identifiers.uuid('event-correlation') },
          timestamp: new Date(now).toISOString(),
        },
      };
      events.push(event);
      return event;
    },
    find: (eventId) => events.find((event) => event.eventId === eventId),
    list: () => events,
    clear: () => {
      events = [];
    },
  };
};
