import { readJson } from '../local/genesys/support/read-json';
import type { SessionFinder, SessionRegistry } from '../../lambda/domain/ports';
import type { Session, SessionChange, SessionRegistration } from '../../lambda/domain/session';

interface Row extends Session {
  readonly lastEventAtMs?: number;
  readonly registeredAtMs?: number;
}

export interface InMemorySessions extends SessionFinder, SessionRegistry {
  /** How many writes were asked for. */
  writes(): number;
  /** Everything that is kept, by conversation. */
  all(): Readonly<Record<string, Session>>;
}

const defined = <Fields extends object>(fields: Fields): Partial<Fields> =>
  readJson<Partial<Fields>>(JSON.stringify(fields));

/** The registry's twin without a table: the event's own time decides, whatever order events come in. */
export function createInMemorySessions(): InMemorySessions {
  const rows = new Map<string, Row>();
  let writes = 0;
  const found = (matches: (session: Session) => boolean): Session[] =>
    [...rows.values()].map(toSession).filter(matches);

  return {
    writes: () => writes,
    all: () => Object.fromEntries([...rows].map(([key, row]) => [key, toSession(row)])),

    applyChange: async (change) => {
      writes += 1;
      const known = rows.get(change.conversationId);
      if (isSuperseded(change, known?.lastEventAtMs)) return 'superseded';
      rows.set(change.conversationId, changed(known, change));
      return 'applied';
    },

    register: async (registration) => {
      writes += 1;
      const { conversationId, webchatSessionId, atMs } = registration;
      const key = conversationId ?? `webchat:${webchatSessionId}`;
      const known = rows.get(key);
      if (known?.registeredAtMs !== undefined && known.registeredAtMs >= atMs) return;
      rows.set(key, registered(known, registration));
    },

    findByConversation: async (id) => found((session) => session.conversationId === id),
    findByWebchatSession: async (id) => found((session) => session.webchatSessionId === id),
    // A row without a start is no conversation yet, and stays out of this index.
    findByContact: async (id) =>
      found((session) => session.contactId === id && session.startedAtMs !== undefined).toSorted(
        (a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0),
      ),
  };
}

function isSuperseded({ kind, atMs }: SessionChange, lastEventAtMs: number | undefined): boolean {
  if (lastEventAtMs === undefined) return false;
  return kind === 'ended' ? lastEventAtMs > atMs : lastEventAtMs >= atMs;
}

function changed(known: Row | undefined, change: SessionChange): Row {
  const { conversationId, contactId, deploymentId, atMs } = change;
  const { endedAtMs: _, ...kept } = known ?? {};
  return {
    startedAtMs: atMs,
    ...kept,
    ...defined({ conversationId, contactId, deploymentId }),
    lastEventAtMs: atMs,
    ...(change.kind === 'ended' && { endedAtMs: atMs }),
  };
}

function registered(known: Row | undefined, registration: SessionRegistration): Row {
  const { conversationId, webchatSessionId, contactId, deploymentId, atMs } = registration;
  return {
    ...(conversationId !== undefined && { startedAtMs: atMs }),
    ...known,
    ...defined({ conversationId, webchatSessionId, contactId, deploymentId }),
    registeredAtMs: atMs,
  };
}

function toSession(row: Row): Session {
  const { lastEventAtMs: _, registeredAtMs: __, ...session } = row;
  return session;
}
