import { startSimulator, type SimulatorOptions } from '../../../../local/genesys/simulator';
import { readJson } from './read-json';
import type {
  ConversationView,
  EventReply,
  EventSourceReply,
  Opened,
  Reply,
  RequestReply,
  TranscriptReply,
} from './shapes';

export interface Answer<Body = Reply> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface MessengerFields {
  readonly contactId?: string;
  readonly deploymentId?: string;
  readonly text?: string;
}

const toAnswer = async <Body>(response: Response): Promise<Answer<Body>> => {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const body = readJson<Body>(isJson && text !== '' ? text : JSON.stringify(text));
  return { status: response.status, headers: response.headers, body };
};

const toPayload = (body: object | string): string =>
  typeof body === 'string' ? body : JSON.stringify(body);

/** A running simulator with the few verbs that the tests speak. */
export const startOrg = async (options: SimulatorOptions = {}) => {
  const bugs: unknown[] = [];
  const simulator = await startSimulator({
    seed: 'test',
    reportBug: (error) => bugs.push(error),
    ...options,
  });

  const control = async <Result = Reply>(
    method: string,
    path: string,
    body?: object,
  ): Promise<Result> => {
    const response = await fetch(`${simulator.control}${path}`, {
      method,
      ...(body === undefined ? {} : { body: toPayload(body) }),
    });
    return (await toAnswer<Result>(response)).body;
  };

  const logIn = async ({ clientId, clientSecret }: Credentials = simulator): Promise<Answer> =>
    toAnswer(
      await fetch(`${simulator.login}/oauth/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      }),
    );

  const tokenOf = async (client?: Credentials): Promise<string> =>
    (await logIn(client)).body.access_token;

  const callAs =
    (token: string) =>
    async <Body = Reply>(
      method: string,
      path: string,
      body?: object | string,
    ): Promise<Answer<Body>> =>
      toAnswer(
        await fetch(`${simulator.api}${path}`, {
          method,
          redirect: 'manual',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: toPayload(body) }),
        }),
      );

  let defaultToken: string | undefined;
  const call = async <Body = Reply>(
    method: string,
    path: string,
    body?: object | string,
  ): Promise<Answer<Body>> => {
    defaultToken ??= await tokenOf();
    return callAs(defaultToken)(method, path, body);
  };

  /** Everything as it was at the start, faster than another simulator. */
  const reset = async (): Promise<void> => {
    defaultToken = undefined;
    await control('POST', '/reset');
  };

  const contact = async (fields: object = {}): Promise<string> =>
    (await control('POST', '/contacts', fields)).id;

  /** A customer has opened Messenger. */
  const messenger = async (fields: MessengerFields = {}): Promise<Opened> => {
    const contactId = fields.contactId ?? (await contact());
    return control('POST', '/conversations', { ...fields, contactId });
  };

  const agentless = <Body = Reply>(contactId: string, fields: object = {}): Promise<Answer<Body>> =>
    call('POST', '/api/v2/conversations/messages/agentless', {
      fromAddress: simulator.deploymentId,
      toAddressMessengerType: 'webmessaging',
      externalContactId: contactId,
      textBody: 'Your order has shipped.',
      ...fields,
    });

  const events = (): Promise<EventReply[]> => control('GET', '/events');
  const eventSources = (): Promise<EventSourceReply[]> => control('GET', '/event-sources');
  const conversations = (): Promise<ConversationView[]> => control('GET', '/conversations');
  const requests = (query = ''): Promise<RequestReply[]> => control('GET', `/requests${query}`);
  const transcript = (conversationId: string): Promise<TranscriptReply[]> =>
    control('GET', `/conversations/${conversationId}/transcript`);
  const received = (recipient: string): Promise<object[]> =>
    control('GET', `/contacts/${encodeURIComponent(recipient)}/received`);

  /** A failure of the simulator itself fails the test, even if the client never noticed. */
  const close = async (): Promise<void> => {
    await simulator.close();
    if (bugs.length > 0) throw new Error('the simulator has a bug', { cause: bugs[0] });
  };

  return {
    ...simulator,
    close,
    reset,
    control,
    logIn,
    tokenOf,
    callAs,
    call,
    contact,
    messenger,
    agentless,
    events,
    eventSources,
    conversations,
    requests,
    transcript,
    received,
  };
};

export type Org = Awaited<ReturnType<typeof startOrg>>;
