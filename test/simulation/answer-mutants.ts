import type { Conversation } from '../../lambda/domain/conversation';
import { hasCause, hasStatus, ofReading, override } from './mutant';
import type { Mutant } from './mutant';
import type { Kit } from './subject';

/** Mutants of reading: what an answer, a list or its absence is taken for. */
export const answerMutants: readonly Mutant[] = [
  {
    subject: { name: 'a timeout counts as not sent', read: ofReading(hasCause('TIMEOUT')) },
    dies: { profile: 'harsh', doubt: 'park', seed: 8 },
  },
  {
    subject: { name: 'a reset counts as not sent', read: ofReading(hasCause('ECONNRESET')) },
    dies: { profile: 'harsh', doubt: 'park', seed: 17 },
  },
  {
    subject: { name: 'a server error counts as not sent', read: ofReading(hasStatus(500, 599)) },
    dies: { profile: 'harsh', doubt: 'park', seed: 32 },
  },
  {
    subject: {
      name: 'an unlisted status counts as not sent',
      read: ofReading(hasStatus(203, 299)),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 113 },
  },
  {
    subject: {
      name: 'a 200 whose body is cut counts as not sent',
      read: ofReading((e) => e.kind === 'answered' && e.status === 200 && e.body === undefined),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 167 },
  },
  {
    subject: {
      name: 'an unreachable host counts as sent',
      read: ((inner) => (exchange) =>
        exchange.kind === 'notSent' ? { kind: 'accepted' } : inner(exchange))(
        ofReading(() => false),
      ),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 39 },
  },
  {
    subject: {
      name: 'a list that cannot be read shows that nothing arrived',
      kit: ofList(async (kit, conversationId) => {
        const answer = await kit.genesys.listMessages(conversationId);
        return answer.kind === 'listed' ? answer : { kind: 'listed', messages: [], calls: 1 };
      }),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 116 },
  },
  {
    subject: {
      name: 'one look proves absence',
      kit: (kit) => {
        let first: ReturnType<Kit['genesys']['listMessages']> | undefined;
        const listMessages = (conversationId: string) => {
          first ??= kit.genesys.listMessages(conversationId);
          return first;
        };
        return { ...kit, genesys: override(kit.genesys, { listMessages }) };
      },
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 170 },
  },
  {
    subject: {
      name: 'nobody looks before sending again',
      kit: ofList(() => Promise.resolve({ kind: 'listed', messages: [], calls: 0 })),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 12 },
  },
  {
    subject: {
      name: 'absence counts although the conversation is over',
      kit: ofLooks(() => ({ kind: 'active', liveSinceMs: -Infinity })),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 45 },
  },
  {
    subject: {
      name: 'absence counts although the conversation ended and came back',
      kit: ofLooks(({ kind }) => (kind === 'active' ? { kind, liveSinceMs: -Infinity } : { kind })),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 45 },
  },
];

function ofLooks(see: (conversation: Conversation) => Conversation) {
  return (kit: Kit): Kit => {
    if (kit.worker.actor !== 'Reconcile') return kit;
    const fetchConversation: Kit['genesys']['fetchConversation'] = async (conversationId) => {
      const answer = await kit.genesys.fetchConversation(conversationId);
      if (answer.kind !== 'found') return answer;
      return { ...answer, conversation: see(answer.conversation) };
    };
    return { ...kit, genesys: override(kit.genesys, { fetchConversation }) };
  };
}

function ofList(
  listMessages: (kit: Kit, conversationId: string) => ReturnType<Kit['genesys']['listMessages']>,
) {
  return (kit: Kit): Kit => ({
    ...kit,
    genesys: override(kit.genesys, { listMessages: (id) => listMessages(kit, id) }),
  });
}
