import { MERGED_PREFIX, REGISTRATION_PREFIX } from '../../lambda/contract/sessions-table';
import type { SessionFinder, SessionRegistry } from '../../lambda/domain/ports';
import type { ContactFamilies } from '../../lambda/domain/ports-contacts';
import type { Session } from '../../lambda/domain/session';
import { joinUpdates, toUpdate } from '../../lambda/domain/session-update';
import type {
  SessionChange,
  SessionRegistration,
  SessionUpdate,
} from '../../lambda/domain/session-update';
import { readJson } from '../local/genesys/support/read-json';

export interface InMemorySessions extends SessionFinder, SessionRegistry, ContactFamilies {
  /** Keeps what one event says. */
  applyChange(change: SessionChange): Promise<SessionUpdate>;
  /** Keeps what an application says. */
  register(registration: SessionRegistration): Promise<SessionUpdate>;
  /** How many writes were asked for. */
  writes(): number;
  /** Everything that is kept, by conversation. */
  all(): Readonly<Record<string, Session>>;
}

/** The registry's twin without a table: a row is the join of everything that was said about it. */
export function createInMemorySessions(): InMemorySessions {
  const rows = new Map<string, SessionUpdate>();
  let writes = 0;
  const found = (matches: (session: Session) => boolean): Session[] =>
    [...rows.values()].map(toSession).filter(matches);

  const keep = async (update: SessionUpdate): Promise<SessionUpdate> => {
    writes += 1;
    const known = rows.get(update.key);
    const joined = known === undefined ? update : joinUpdates(known, update);
    rows.set(update.key, joined);
    return joined;
  };
  const survivorOf = (contactId: string, hops = 0): string => {
    const into = rows.get(MERGED_PREFIX + contactId)?.contact?.value;
    return into === undefined || hops === 10 ? contactId : survivorOf(into, hops + 1);
  };

  return {
    keep,
    applyChange: (change) => keep(toUpdate(change)),
    register: (registration) => keep(toUpdate({ kind: 'registered', ...registration })),
    writes: () => writes,
    all: () => Object.fromEntries([...rows].map(([key, row]) => [key, toSession(row)])),
    findByConversation: async (id) => found((session) => session.conversationId === id),
    findByWebchatSession: async (id) => found((session) => session.webchatSessionId === id),
    // A row without a start is no conversation yet, and stays out of this index.
    findByContact: async (id) =>
      found(
        ({ conversationId = '', contactId, startedAtMs }) =>
          !conversationId.startsWith(MERGED_PREFIX) &&
          contactId !== undefined &&
          survivorOf(contactId) === id &&
          startedAtMs !== undefined,
      )
        .map((session) => ({ ...session, contactId: id }))
        .toSorted((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0)),
    survivorOf: async (contactId) => survivorOf(contactId),
    familyOf: async (contactId) => {
      const mergers = [...rows].flatMap(([key, { contact }]) =>
        key.startsWith(MERGED_PREFIX) && contact !== undefined
          ? [[key.slice(MERGED_PREFIX.length), contact.value]]
          : [],
      );
      const family = new Set([contactId]);
      for (let size = 0; size < family.size;) {
        size = family.size;
        const kin = mergers.filter((pair) => pair.some((id) => family.has(id)));
        for (const id of kin.flat()) family.add(id);
      }
      return [...family];
    },
  };
}

function toSession({ key, startedAtMs, presence, ...told }: SessionUpdate): Session {
  const session = {
    conversationId: key.startsWith(REGISTRATION_PREFIX) ? undefined : key,
    contactId: told.contact?.value,
    deploymentId: told.deployment?.value,
    webchatSessionId: told.webchatSession?.value,
    startedAtMs,
    endedAtMs: presence?.kind === 'ended' ? presence.atMs : undefined,
  };
  // Without the fields that have no value.
  return readJson<Session>(JSON.stringify(session));
}
