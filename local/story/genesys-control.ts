import * as v from 'valibot';
import { demandJson, jsonRequest } from './http-json';

const createdSchema = v.object({ id: v.string() });
const openedSchema = v.object({ conversationId: v.string() });
const clientSchema = v.object({
  clientId: v.string(),
  permissions: v.array(v.string()),
  scopes: v.array(v.string()),
});
const newClientSchema = v.object({ ...clientSchema.entries, clientSecret: v.string() });

const conversationSchema = v.object({
  conversationId: v.string(),
  state: v.string(),
  contactId: v.string(),
  customerReachable: v.boolean(),
});
export type Conversation = v.InferOutput<typeof conversationSchema>;

/** Where the org's events shall go. */
export type EventSource =
  | { readonly kind: 'partner'; readonly name: string }
  | { readonly kind: 'custom'; readonly busName: string; readonly source: string };

export interface AwsPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface NewConversation {
  readonly contactId: string;
  readonly deploymentId: string;
  readonly webchatSessionId: string;
  readonly text: string;
}

export type RoleChange =
  { readonly permissions: readonly string[] } | { readonly scopes: readonly string[] };

/** What moves the contact centre: the customers, the clients' rights and where events go. */
export interface GenesysControl {
  createContact(contact: { readonly id: string; readonly name: string }): Promise<string>;
  createDeployment(name: string): Promise<string>;
  openConversation(conversation: NewConversation): Promise<string>;
  closeTab(conversationId: string): Promise<Conversation>;
  endConversation(conversationId: string): Promise<Conversation>;
  agentJoins(conversationId: string): Promise<void>;
  agentLeaves(conversationId: string): Promise<void>;
  createOAuthClient(name: string): Promise<OAuthClient>;
  /** What the client may do now. */
  roleOf(clientId: string): Promise<v.InferOutput<typeof clientSchema>>;
  changeRole(clientId: string, change: RoleChange): Promise<void>;
  addEventSource(source: EventSource, place: AwsPlace): Promise<void>;
}

/** Speaks to the control API of a Genesys simulator. */
export function genesysControl(control: string): GenesysControl {
  const post = async <Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    body: unknown = {},
  ): Promise<v.InferOutput<Schema>> =>
    await demandJson(schema, `${control}${path}`, jsonRequest('POST', body));

  return {
    createContact: async (contact) => (await post(createdSchema, '/contacts', contact)).id,
    createDeployment: async (name) => {
      // Without a threading window a conversation that has ended stays ended, so the next one is a new one.
      const deployment = { name, threadingWindowMinutes: 0 };
      return (await post(createdSchema, '/deployments', deployment)).id;
    },
    openConversation: async (conversation) =>
      (await post(openedSchema, '/conversations', conversation)).conversationId,
    closeTab: async (id) => await post(conversationSchema, `/conversations/${id}/close-tab`),
    endConversation: async (id) => await post(conversationSchema, `/conversations/${id}/end`),
    agentJoins: async (id) => {
      await post(v.unknown(), `/conversations/${id}/agent-join`, { userId: 'agent-1' });
    },
    agentLeaves: async (id) => void (await post(v.unknown(), `/conversations/${id}/agent-leave`)),
    createOAuthClient: async (name) => await post(newClientSchema, '/oauth-clients', { name }),
    roleOf: async (id) => await demandJson(clientSchema, `${control}/oauth-clients/${id}`),
    changeRole: async (id, change) => {
      await demandJson(
        clientSchema,
        `${control}/oauth-clients/${id}`,
        jsonRequest('PATCH', change),
      );
    },
    addEventSource: async (source, place) => {
      await post(createdSchema, '/event-sources', { ...source, ...place });
    },
  };
}
