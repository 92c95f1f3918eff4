import * as v from 'valibot';
import { demandJson } from './http-json';
import type { Transcripts } from './story-report';

const requestSchema = v.object({
  seq: v.number(),
  method: v.string(),
  path: v.string(),
  clientId: v.nullable(v.string()),
  status: v.nullable(v.number()),
});
export type GenesysRequest = v.InferOutput<typeof requestSchema>;

const truthSchema = v.object({
  conversations: v.array(
    v.object({ conversationId: v.string(), contactId: v.string(), state: v.string() }),
  ),
  transcripts: v.record(
    v.string(),
    v.array(v.object({ direction: v.string(), text: v.string(), time: v.string() })),
  ),
});

/** What really happened at Genesys, whatever anybody was told. */
export interface GenesysTruth {
  /** How many requests there were; a position to look from later. */
  countRequests(): Promise<number>;
  /** The calls one OAuth client has made since a position, those for tokens not counted. */
  callsOf(clientId: string, since: number): Promise<GenesysRequest[]>;
  /** Ids of all conversations a contact has ever had, oldest first. */
  conversationsOf(contactId: string): Promise<string[]>;
  transcripts(): Promise<Transcripts>;
}

/** Reads the books of a Genesys simulator. */
export function genesysTruth(control: string): GenesysTruth {
  const requestsSince = async (since: number): Promise<GenesysRequest[]> =>
    await demandJson(v.array(requestSchema), `${control}/requests?since=${since}`);
  const truth = async (): Promise<v.InferOutput<typeof truthSchema>> =>
    await demandJson(truthSchema, `${control}/truth`);

  return {
    countRequests: async () => (await requestsSince(0)).length,
    callsOf: async (clientId, since) =>
      (await requestsSince(since)).filter(
        (request) => request.clientId === clientId && request.path.startsWith('/api/'),
      ),
    conversationsOf: async (contactId) =>
      (await truth()).conversations
        .filter((conversation) => conversation.contactId === contactId)
        .map(({ conversationId }) => conversationId),
    transcripts: async () => (await truth()).transcripts,
  };
}

/** One call as a person reads it. */
export function describeCall({ method, path, status }: GenesysRequest): string {
  return `${method} ${path} -> ${status ?? 'no answer'}`;
}
