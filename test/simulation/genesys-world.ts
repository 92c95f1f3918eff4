import type { ChannelKind } from '../../lambda/contract/channels';
import type { ListedMessage } from '../../lambda/domain/proof';
import type { Random } from './random';
import type { Scenario } from './scenario';
import { isWithin } from './virtual-time';
import type { VirtualTime } from './virtual-time';

/** Longest time Genesys works on a request after the caller hung up, and longest time until a read shows the result. */
export const MAX_LATE_MS = 20_000;
export const MAX_LAG_MS = 15_000;

/** A message that the customer has: the only truth there is about sending. */
export interface Delivered {
  readonly text: string;
  readonly conversationId: string;
  readonly atMs: number;
  readonly visibleFromMs: number;
  readonly messageId: string;
}

export interface ConversationFact {
  isLive: boolean;
  changedAtMs: number;
  /** The change before that: what a stale read still shows. */
  changedBeforeMs: number;
}

/** Genesys and the customer: conversations that open and close, and the messages that arrived. */
export class GenesysWorld {
  readonly delivered: Delivered[] = [];
  readonly conversations = new Map<string, ConversationFact>();

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly ways: Pick<Scenario, 'whenGone' | 'genesysAway' | 'agent' | 'deafChannels'>,
  ) {}

  open(conversationId: string, isLive: boolean): void {
    this.conversations.set(conversationId, {
      isLive,
      changedAtMs: -Infinity,
      changedBeforeMs: -Infinity,
    });
  }

  /** Says whether it is live now. */
  flip(conversationId: string): boolean {
    const fact = this.conversations.get(conversationId);
    if (fact === undefined) return false;
    fact.isLive = !fact.isLive;
    fact.changedBeforeMs = fact.changedAtMs;
    fact.changedAtMs = this.time.nowMs;
    return fact.isLive;
  }

  get hasAgent(): boolean {
    return isWithin(this.time.nowMs, this.ways.agent);
  }

  get isAway(): boolean {
    return isWithin(this.time.nowMs, this.ways.genesysAway);
  }

  /** Takes a message for a live conversation, if it is; says where it went. */
  takeInto(conversationId: string, text: string): Delivered | undefined {
    if (this.conversations.get(conversationId)?.isLive === true) {
      return this.deliver(conversationId, text);
    }
    return this.ways.whenGone === 'refuses' ? undefined : this.deliver(this.another(), text);
  }

  /** Takes a message that opens a conversation, unless a live one stands in the way. */
  takeAnew(text: string): Delivered | undefined {
    const hasLive = [...this.conversations.values()].some(({ isLive }) => isLive);
    return hasLive ? undefined : this.deliver(this.another(), text);
  }

  /** Takes a message for an address; a channel of its own, in which nobody can look. */
  takeByChannel(kind: ChannelKind, text: string): Delivered | undefined {
    const isDeaf = this.ways.deafChannels?.includes(kind) === true;
    return isDeaf ? undefined : this.deliver(`by-${kind}`, text);
  }

  list(conversationId: string): ListedMessage[] {
    return this.delivered
      .filter((m) => m.conversationId === conversationId && m.visibleFromMs <= this.time.nowMs)
      .map(({ messageId, text, atMs }) => ({ messageId, text, atMs, direction: 'outbound' }));
  }

  private another(): string {
    const conversationId = `opened-${this.delivered.length + 1}`;
    // It closes again at once as far as the rest of the run goes: one live conversation is enough trouble.
    this.open(conversationId, false);
    return conversationId;
  }

  private deliver(conversationId: string, text: string): Delivered {
    const atMs = this.time.nowMs;
    const lagMs = this.random.chance(0.2) ? this.random.between(0, MAX_LAG_MS) : 50;
    const messageId = `m${this.delivered.length + 1}`;
    const message = { text, conversationId, atMs, visibleFromMs: atMs + lagMs, messageId };
    this.delivered.push(message);
    return message;
  }
}
