import { straight, type Detour } from '../events/delivery-queue';
import type {
  EventAction,
  EventFault,
  FaultMatch,
  RequestAction,
  RequestFault,
  SeededFault,
} from './fault-schema';
import { toPathPattern } from './path-pattern';
import { createSeededActions } from './seeded-actions';

export interface ArrivingRequest {
  readonly method: string;
  readonly path: string;
  readonly clientId: string | undefined;
}

export interface ArrivingEvent {
  readonly topic: string;
  readonly eventSourceId: string;
}

export interface FaultHit {
  readonly id: string;
  readonly action: RequestAction;
}

interface Entry<Arrival, Action> {
  readonly id: string;
  readonly description: unknown;
  readonly matches: (arrival: Arrival) => boolean;
  readonly draw: () => Action | undefined;
  readonly skip: number;
  readonly times: number;
  seen: number;
  hits: number;
}

export interface FaultView {
  readonly id: string;
  readonly seen: number;
  readonly hits: number;
  readonly fault: unknown;
}

export interface FaultRegistry {
  addRequestFault(fault: RequestFault): string;
  addSeededFault(fault: SeededFault): string;
  addEventFault(fault: EventFault): string;
  list(): FaultView[];
  remove(id: string): boolean;
  clear(): void;
  takeForRequest(request: ArrivingRequest): FaultHit | undefined;
  planDetour(event: ArrivingEvent): Detour;
}

const toRequestTest = (match: FaultMatch): ((request: ArrivingRequest) => boolean) => {
  const path = match.path === undefined ? undefined : toPathPattern(match.path);
  return (request) =>
    (match.method === undefined || match.method === request.method) &&
    (path === undefined || path.test(request.path)) &&
    (match.clientId === undefined || match.clientId === request.clientId);
};

/** The first fault that matches and is not used up wins; a fault that is still skipping lets the next one try. */
const take = <Arrival, Action>(
  entries: Iterable<Entry<Arrival, Action>>,
  arrival: Arrival,
): { readonly id: string; readonly action: Action } | undefined => {
  for (const entry of entries) {
    if (!entry.matches(arrival) || entry.hits >= entry.times) continue;
    entry.seen += 1;
    const action = entry.seen > entry.skip ? entry.draw() : undefined;
    if (action === undefined) continue;
    entry.hits += 1;
    return { id: entry.id, action };
  }
  return undefined;
};

const toDetour = (id: string, action: EventAction): Detour => {
  switch (action.kind) {
    case 'events-duplicate':
      return { ...straight, copies: action.copies };
    case 'events-delay':
      return { ...straight, delayMs: action.ms };
    case 'events-hold':
      return { ...straight, heldBy: id };
    case 'events-reorder':
      return { ...straight, overtakenBy: action.overtakenBy };
  }
};

export const createFaultRegistry = (nextId: () => string): FaultRegistry => {
  const requestFaults = new Map<string, Entry<ArrivingRequest, RequestAction>>();
  const eventFaults = new Map<string, Entry<ArrivingEvent, EventAction>>();

  return {
    addRequestFault: (fault) => {
      const { skip, times = Number.POSITIVE_INFINITY, action } = fault;
      const matches = toRequestTest(fault.match);
      const id = nextId();
      const draw = (): RequestAction => action;
      requestFaults.set(id, {
        id,
        description: fault,
        matches,
        draw,
        skip,
        times,
        seen: 0,
        hits: 0,
      });
      return id;
    },
    addSeededFault: (fault) => {
      const id = nextId();
      const limits = { skip: 0, times: Number.POSITIVE_INFINITY, seen: 0, hits: 0 };
      const matches = toRequestTest(fault.match);
      const draw = createSeededActions(fault);
      requestFaults.set(id, { id, description: fault, matches, draw, ...limits });
      return id;
    },
    addEventFault: (fault) => {
      const { match, skip, times = Number.POSITIVE_INFINITY, action } = fault;
      const id = nextId();
      const matches = ({ topic, eventSourceId }: ArrivingEvent): boolean =>
        (match.topic === undefined || match.topic === topic) &&
        (match.eventSourceId === undefined || match.eventSourceId === eventSourceId);
      const draw = (): EventAction => action;
      eventFaults.set(id, { id, description: fault, matches, draw, skip, times, seen: 0, hits: 0 });
      return id;
    },
    list: () =>
      [...requestFaults.values(), ...eventFaults.values()].map(
        ({ id, seen, hits, description }) => ({ id, seen, hits, fault: description }),
      ),
    remove: (id) => requestFaults.delete(id) || eventFaults.delete(id),
    clear: () => {
      requestFaults.clear();
      eventFaults.clear();
    },
    takeForRequest: (request) => take(requestFaults.values(), request),
    planDetour: (event) => {
      const hit = take(eventFaults.values(), event);
      return hit === undefined ? straight : toDetour(hit.id, hit.action);
    },
  };
};
