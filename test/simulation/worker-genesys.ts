import * as v from 'valibot';
import { toPreflightAnswer, toSendAnswer } from '../../lambda/adapters/genesys-caller';
import type { Exchange } from '../../lambda/domain/answer';
import type { SlotRequest } from '../../lambda/domain/api-budget';
import { API_BUDGET } from '../../lambda/domain/budget-port';
import type { Prepared } from '../../lambda/domain/budget-port';
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
import { MAX_LAG_MS } from './genesys-world';
import type { Delivered, GenesysWorld } from './genesys-world';
import { outcomeOf } from './send-outcomes';
import type { Journey, Worker } from './worker';

const answered = (status: number, body: unknown): Exchange => ({
  kind: 'answered',
  status,
  headers: {},
  body,
});
const LIVE_STANDS_IN_THE_WAY = answered(400, { code: 'active.conversation' });
const GONE = answered(404, { code: 'conversation.closed' });
const DEAF = answered(400, { code: 'invalid.value' });
const AWAY: Exchange = { kind: 'noAnswer', cause: 'TIMEOUT' };
const AWAY_TAKES_MS = 10_000;
const PERMIT = { slotMs: 0, goodUntilMs: Infinity, number: 1 };
const CAUSES = { exhausted: API_BUDGET, away: 'TOKEN_STORE' } as const;

/** Genesys as one worker sees it: the truth is in the world, and the way there may lie about it. */
export class WorkerGenesys implements ConversationApi {
  readonly neededScopes: readonly string[] = [];
  private hasMissedPage = false;

  constructor(
    private readonly worker: Worker,
    private readonly world: GenesysWorld,
    /** Says what an exchange means; production's own reading, unless a mutant reads differently. */
    private readonly read: (exchange: Exchange) => SendAnswer = readSend,
  ) {}

  /** The token and the slots; the way to both of them leads through the store. */
  prepare({ maxWaitMs }: SlotRequest): Promise<Prepared> {
    const { faults, trace, random } = this.worker.around;
    return this.worker.wait('prepare', (leavesAtMs, label) => {
      const fault = faults.prepare(label);
      trace.outcome(label, fault ?? 'ok');
      const answer = (): Prepared =>
        fault === undefined
          ? { kind: 'ready', permits: [PERMIT, PERMIT] }
          : { kind: 'unavailable', cause: CAUSES[fault], retryAfterSeconds: 3 };
      // Now and then the slot has to be waited for, as long as the step can.
      const waitMs = random.chance(0.1) ? random.between(0, Math.max(0, maxWaitMs)) : 0;
      return { answerAtMs: leavesAtMs + this.tookMs() / 10 + waitMs, answer };
    });
  }

  fetchConversation(conversationId: string): Promise<Counted<PreflightAnswer>> {
    const { faults, trace } = this.worker.around;
    return this.worker.wait('fetchConversation', (leavesAtMs, label) => {
      const fault = faults.preflight(label);
      trace.outcome(label, fault ?? 'ok');
      const answer = () => {
        const exchange = this.world.isAway ? AWAY : this.preflightExchange(conversationId, fault);
        return {
          ...toPreflightAnswer({ kind: 'exchanged', exchange }, readConversation),
          calls: 1,
        };
      };
      return { answerAtMs: leavesAtMs + this.tookMs(), answer };
    });
  }

  sendIntoConversation(message: OutboundMessage): Promise<Counted<SendAnswer>> {
    return this.send('sendIntoConversation', GONE, () =>
      this.world.takeInto(message.conversationId ?? '', message.text),
    );
  }

  startConversation(message: OutboundMessage): Promise<Counted<SendAnswer>> {
    return this.send('startConversation', LIVE_STANDS_IN_THE_WAY, () =>
      this.world.takeAnew(message.text),
    );
  }

  sendByChannel({ channel, text }: ChannelMessage): Promise<Counted<SendAnswer>> {
    return this.send('sendByChannel', DEAF, () => this.world.takeByChannel(channel.kind, text));
  }

  listMessages(conversationId: string): Promise<Counted<MessagesAnswer>> {
    const { faults, trace } = this.worker.around;
    return this.worker.wait('listMessages', (leavesAtMs, label) => {
      const fault = faults.list(label);
      trace.outcome(label, fault ?? 'ok');
      const answer = (): Counted<MessagesAnswer> => {
        if (this.world.isAway || fault === 'unreadable') {
          return { kind: 'unreadable', cause: 'HTTP_500', calls: 1 };
        }
        const messages = this.world.list(conversationId);
        // One reader misses a page once and never twice: absence takes two looks, not two pieces of luck.
        const lacksPage = fault === 'incomplete' && !this.hasMissedPage;
        this.hasMissedPage ||= lacksPage;
        return { kind: 'listed', messages: lacksPage ? [] : messages, calls: 2 };
      };
      return { answerAtMs: leavesAtMs + this.tookMs(), answer };
    });
  }

  describeToken(): Promise<Counted<TokenDescription>> {
    return this.worker.wait('describeToken', (leavesAtMs) => ({
      answerAtMs: leavesAtMs + this.tookMs(),
      answer: () => ({ kind: 'described', clientState: 'active', scopes: [], calls: 1 }),
    }));
  }

  private send(
    awaited: 'sendIntoConversation' | 'startConversation' | 'sendByChannel',
    refusal: Exchange,
    take: () => Delivered | undefined,
  ): Promise<Counted<SendAnswer>> {
    const { faults, random, trace } = this.worker.around;
    return this.worker.wait(awaited, (leavesAtMs, label): Journey<Counted<SendAnswer>> => {
      if (this.world.isAway) return this.answer(leavesAtMs + AWAY_TAKES_MS, () => AWAY);
      const fault = faults.send(label);
      trace.outcome(label, fault ?? 'ok');
      if (fault !== undefined) trace.note(() => `the send: ${fault}`);
      // A cut answer is still Genesys's own: it says 200 only of what it took.
      if (fault === undefined || fault === 'brokenBody') {
        return this.deliver(leavesAtMs, refusal, take, fault === 'brokenBody');
      }
      const { exchange, takesMs, effectAfterMs } = outcomeOf(fault, random);
      const journey = this.answer(leavesAtMs + takesMs, () => exchange);
      if (effectAfterMs === undefined) return journey;
      const deliver = () => {
        const delivered = take();
        trace.note(() => (delivered ? `the customer gets ${delivered.text}` : 'nothing arrives'));
      };
      return { ...journey, effects: [{ atMs: leavesAtMs + effectAfterMs, run: deliver }] };
    });
  }

  /** The ordinary case: it arrives, then the answer says so. */
  private deliver(
    leavesAtMs: number,
    refusal: Exchange,
    take: () => Delivered | undefined,
    isCut: boolean,
  ): Journey<Counted<SendAnswer>> {
    const tookMs = this.tookMs();
    let exchange = refusal;
    const run = () => {
      const delivered = take();
      if (delivered === undefined) return;
      const { messageId: id, conversationId } = delivered;
      exchange = answered(200, isCut ? undefined : { id, conversationId });
      this.worker.around.trace.note(() => `the customer gets ${delivered.text}`);
    };
    const effects = [{ atMs: leavesAtMs + tookMs / 2, run }];
    return { ...this.answer(leavesAtMs + tookMs, () => exchange), effects };
  }

  private answer(answerAtMs: number, exchange: () => Exchange): Journey<Counted<SendAnswer>> {
    return { answerAtMs, answer: () => ({ ...this.read(exchange()), calls: 1 }) };
  }

  private preflightExchange(conversationId: string, fault: string | undefined): Exchange {
    if (fault === 'unavailable') return answered(503, {});
    if (fault === 'notFound') return answered(404, {});
    if (fault === 'forbidden') return answered(403, { code: 'missing.permissions' });
    const fact = this.world.conversations.get(conversationId);
    if (fact === undefined) return answered(404, {});
    const isFresh = this.worker.around.time.nowMs - fact.changedAtMs > MAX_LAG_MS;
    const { hasAgent } = this.world;
    return fault === 'stale' && !isFresh
      ? answered(200, { isLive: !fact.isLive, sinceMs: fact.changedBeforeMs, hasAgent })
      : answered(200, { isLive: fact.isLive, sinceMs: fact.changedAtMs, hasAgent });
  }

  private tookMs(): number {
    return this.worker.around.random.between(20, 400);
  }
}

const conversationSchema = v.object({
  isLive: v.boolean(),
  sinceMs: v.number(),
  hasAgent: v.boolean(),
});

function readConversation(body: unknown): PreflightAnswer {
  const { isLive, sinceMs, hasAgent } = v.parse(conversationSchema, body);
  const conversation = isLive
    ? ({ kind: 'active', liveSinceMs: sinceMs, hasAgent } as const)
    : ({ kind: 'closed' } as const);
  return { kind: 'found', conversation };
}

/** As the adapters read it: the classes are production's, and so is "somebody stands in the way". */
export function readSend(exchange: Exchange): SendAnswer {
  const answer = toSendAnswer({ kind: 'exchanged', exchange }, readSent);
  if (answer.kind !== 'refused') return answer;
  const { refusal } = answer;
  const isConflict = refusal.code === 'active.conversation' || refusal.status === 404;
  return isConflict ? { kind: 'conflict', refusal } : answer;
}

function readSent(body: unknown): { conversationId?: string; messageId?: string } {
  if (typeof body !== 'object' || body === null) return {};
  const read = (name: string) => {
    const value: unknown = Reflect.get(body, name);
    return typeof value === 'string' ? value : undefined;
  };
  return { conversationId: read('conversationId'), messageId: read('id') };
}
