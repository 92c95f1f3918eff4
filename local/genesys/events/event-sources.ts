import type { Platform } from '../model/platform';
import { createAwsSender, type EventTarget } from './aws-sender';
import {
  createDeliveryQueue,
  type DeliveryQueue,
  type DeliveryState,
  type Detour,
} from './delivery-queue';
import type { PublishedEvent } from './event-log';

export interface EventSourceSettings {
  readonly target: EventTarget;
  /** Topic templates with the literal `{id}`; undefined means all. */
  readonly topics: readonly string[] | undefined;
}

export interface EventSourceView extends DeliveryState {
  readonly id: string;
  readonly kind: EventTarget['kind'];
  readonly source: string;
  readonly endpoint: string;
  readonly busName: string | null;
  readonly topics: readonly string[] | null;
}

export interface EventSources {
  add(settings: EventSourceSettings): Promise<EventSourceView>;
  remove(id: string): boolean;
  list(): EventSourceView[];
  distribute(event: PublishedEvent): void;
  release(faultId: string): void;
  clear(): void;
}

interface EventSource extends EventSourceSettings {
  readonly id: string;
  readonly queue: DeliveryQueue;
}

/** Asks the scripted faults how an event travels to one source. */
export type PlanDetour = (event: PublishedEvent, sourceId: string) => Detour;

const toView = ({ id, target, topics, queue }: EventSource): EventSourceView => ({
  id,
  kind: target.kind,
  source: target.source,
  endpoint: target.endpoint,
  busName: target.kind === 'custom' ? target.busName : null,
  topics: topics ?? null,
  ...queue.state(),
});

export const createEventSources = (
  { identifiers, clock }: Platform,
  planDetour: PlanDetour,
): EventSources => {
  const sources = new Map<string, EventSource>();
  return {
    add: async ({ target, topics }) => {
      const send = await createAwsSender(target);
      const id = identifiers.uuid('event-source');
      const queue = createDeliveryQueue({ clock, send, retryMs: { first: 200, longest: 5000 } });
      const source = { id, target, topics, queue };
      sources.set(id, source);
      return toView(source);
    },
    remove: (id) => {
      sources.get(id)?.queue.close();
      return sources.delete(id);
    },
    list: () => [...sources.values()].map(toView),
    distribute: (event) => {
      for (const { id, topics, queue } of sources.values()) {
        if (topics !== undefined && !topics.includes(event.detailType)) continue;
        queue.enqueue(event, planDetour(event, id));
      }
    },
    release: (faultId) => {
      for (const { queue } of sources.values()) queue.release(faultId);
    },
    clear: () => {
      for (const { queue } of sources.values()) queue.close();
      sources.clear();
    },
  };
};
