import type {
  ConversationApi,
  Counted,
  MessagesAnswer,
  OutboundMessage,
  PreflightAnswer,
  SendAnswer,
} from '../../lambda/domain/ports';
import type { TokenDescription } from '../../lambda/domain/refusal';

type Uncounted<Answer> = Answer & { readonly calls?: number; readonly correlationId?: string };

/** What Genesys will answer, call by call. A call that nobody expected fails the test. */
export interface Script {
  readonly preflights?: readonly Uncounted<PreflightAnswer>[];
  readonly sends?: readonly (Uncounted<SendAnswer> | Error)[];
  readonly lists?: readonly (Uncounted<MessagesAnswer> | Error)[];
  readonly token?: Uncounted<TokenDescription>;
  readonly neededScopes?: readonly string[];
}

export interface ScriptedConversations extends ConversationApi {
  readonly calls: {
    readonly fetched: string[];
    readonly sent: OutboundMessage[];
    readonly started: OutboundMessage[];
    readonly listed: string[];
    tokens: number;
  };
}

/** Genesys on paper: answers from a script and writes down what it was asked. */
export function scriptedConversations(script: Script = {}): ScriptedConversations {
  const preflights = [...(script.preflights ?? [])];
  const sends = [...(script.sends ?? [])];
  const lists = [...(script.lists ?? [])];
  const calls: ScriptedConversations['calls'] = {
    fetched: [],
    sent: [],
    started: [],
    listed: [],
    tokens: 0,
  };
  const send = (): Counted<SendAnswer> => counted(next(sends, 'send'));

  return {
    calls,
    neededScopes: script.neededScopes ?? [],
    fetchConversation: async (conversationId) => {
      calls.fetched.push(conversationId);
      return counted(next(preflights, 'preflight'));
    },
    sendIntoConversation: async (message) => {
      calls.sent.push(message);
      return send();
    },
    startConversation: async (message) => {
      calls.started.push(message);
      return send();
    },
    listMessages: async (conversationId) => {
      calls.listed.push(conversationId);
      return counted(next(lists, 'look at the messages'));
    },
    describeToken: async () => {
      calls.tokens += 1;
      return counted(script.token ?? { kind: 'unreadable' });
    },
  };
}

const counted = <Answer extends object>(answer: Answer): Answer & { calls: number } => ({
  calls: 1,
  ...answer,
});

function next<Answer>(answers: (Answer | Error)[], verb: string): Answer {
  const answer = answers.shift();
  if (answer === undefined) throw new Error(`nobody expected another ${verb}`);
  if (answer instanceof Error) throw answer;
  return answer;
}
