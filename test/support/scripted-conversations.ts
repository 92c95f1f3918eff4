import type { SlotRequest } from '../../lambda/domain/api-budget';
import type { Permit, Prepared } from '../../lambda/domain/budget-port';
import type {
  ConversationApi,
  Counted,
  MessagesAnswer,
  OutboundMessage,
  PreflightAnswer,
  SendAnswer,
} from '../../lambda/domain/ports';
import type { ChannelMessage } from '../../lambda/domain/ports-channels';
import type { TokenDescription } from '../../lambda/domain/refusal';
import { aPermit } from './no-limit';

type Uncounted<Answer> = Answer & { readonly calls?: number; readonly correlationId?: string };

/** What Genesys will answer, call by call. A call that nobody expected fails the test. */
export interface Script {
  readonly preflights?: readonly Uncounted<PreflightAnswer>[];
  readonly sends?: readonly (Uncounted<SendAnswer> | Error)[];
  readonly lists?: readonly (Uncounted<MessagesAnswer> | Error)[];
  readonly token?: Uncounted<TokenDescription>;
  /** What comes of getting ready, one by one; ready at once when the script says nothing. */
  readonly preparations?: readonly Exclude<Prepared, { kind: 'ready' }>[];
  readonly neededScopes?: readonly string[];
}

export interface ScriptedConversations extends ConversationApi {
  readonly calls: {
    readonly fetched: string[];
    readonly sent: OutboundMessage[];
    readonly started: OutboundMessage[];
    readonly channelled: ChannelMessage[];
    readonly listed: string[];
    tokens: number;
    readonly prepared: SlotRequest[];
    readonly permits: (Permit | undefined)[];
  };
}

/** Genesys on paper: answers from a script and writes down what it was asked. */
export function scriptedConversations(script: Script = {}): ScriptedConversations {
  const preflights = [...(script.preflights ?? [])];
  const sends = [...(script.sends ?? [])];
  const preparations = [...(script.preparations ?? [])];
  const lists = [...(script.lists ?? [])];
  const calls: ScriptedConversations['calls'] = {
    fetched: [],
    sent: [],
    started: [],
    channelled: [],
    listed: [],
    tokens: 0,
    prepared: [],
    permits: [],
  };
  const send = (): Counted<SendAnswer> => counted(next(sends, 'send'));

  return {
    calls,
    neededScopes: script.neededScopes ?? [],
    prepare: async (request, held) => {
      calls.prepared.push(request);
      const failed = preparations.shift();
      if (failed !== undefined) return failed;
      const [first, second] = [aPermit(), aPermit({ number: 2 })];
      return { kind: 'ready', permits: request.slots === 2 ? [first, second] : [held ?? first] };
    },
    fetchConversation: async (conversationId, permit) => {
      calls.fetched.push(conversationId);
      calls.permits.push(permit);
      return counted(next(preflights, 'preflight'));
    },
    sendIntoConversation: async (message, permit) => {
      calls.permits.push(permit);
      calls.sent.push(message);
      return send();
    },
    startConversation: async (message, permit) => {
      calls.permits.push(permit);
      calls.started.push(message);
      return send();
    },
    sendByChannel: async (message, permit) => {
      calls.permits.push(permit);
      calls.channelled.push(message);
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
