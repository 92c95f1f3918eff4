import type { Channel, ChannelKind } from '../contract/channels';
import type { SendPolicy } from '../contract/policy';
import type { Priority } from '../contract/priority';
import type { Hold } from './holds';
import type { Conclusion, Decision, Outcome } from '../contract/outcomes';

/** The stored request: who, what, on which terms. The text leaves the ledger when the notification is concluded. */
export interface Intent {
  readonly notificationKey: string;
  /** Keyed hash of the contact, the key of the recipient row. */
  readonly recipientRef: string;
  readonly contactId: string;
  readonly type: string;
  readonly occurrence: string;
  readonly text: string;
  /** Hash of what was asked for, text or template with its values, and on which terms: tells a repeat from a contradiction. */
  readonly bodyHash: string;
  readonly policy: Required<SendPolicy>;
  readonly priority: Priority;
  readonly senderId?: string;
  readonly webchatSessionId?: string;
  readonly conversationId?: string;
  /** Where `whenClosed: fallback` sends it, in this order. */
  readonly channels?: readonly Channel[];
  /** Not to be sent before this instant. */
  readonly notBeforeMs?: number;
  readonly deliverByMs?: number;
  readonly requestedAtMs: number;
  /** The application's own id of its request: carried along, never compared. */
  readonly requestId?: string;
  /** The execution that stored it: tells our own repeated write from somebody else's request. */
  readonly requestedBy: string;
}

/** A send whose answer was lost, after its slot was given back: nothing may be sent until it is settled. */
export interface Doubt {
  readonly sentAtMs?: number;
  /** The conversation that would show the message. */
  readonly conversationId?: string;
  readonly channel?: ChannelKind;
}

/** A notification is waiting, or it is concluded; nothing in between survives a read. */
export type Notification =
  | {
      readonly kind: 'waiting';
      readonly intent: Intent;
      readonly attempts: number;
      readonly conflicts: number;
      /** Looks for proof of a send whose answer was lost. */
      readonly looks: number;
      /** Channels that certainly refused it, from the first on; none when absent. */
      readonly channelsPassed?: number;
      /** Calls to Genesys of looks that found it still waiting; they leave no other trace. */
      readonly heldCalls?: number;
      /** What it waits for, unless an attempt is under way. */
      readonly hold?: Hold;
      /** Somebody has cancelled it while a send may have been under way; if that came to nothing, it ends here. */
      readonly cancelAskedAtMs?: number;
      /** Of an earlier life: it was parked in doubt, and has been redriven. */
      readonly doubt?: Doubt;
      /** How often it was redriven; never when absent. */
      readonly redrives?: number;
      readonly decisions: readonly Decision[];
    }
  | {
      readonly kind: 'concluded';
      readonly notificationKey: string;
      readonly recipientRef: string;
      readonly bodyHash: string;
      readonly requestedBy: string;
      readonly conclusion: Conclusion;
      readonly doubt?: Doubt;
      readonly redrives?: number;
      readonly decisions: readonly Decision[];
    };

/** Outcomes that a person can do something about, and then try again. Never a message that is out. */
export const mayBeRedriven = (outcome: Outcome): boolean =>
  outcome === 'REJECTED' || outcome === 'PARKED';

/** Hash of the body of what ended before anybody said what it was to say. */
export const NO_BODY = 'none';

/** A waiting notification, as the send path takes it along. */
export type WaitingNotification = Extract<Notification, { kind: 'waiting' }>;

/** The channel whose turn it is: each one that refused is passed, and none is ever gone back to. */
export const currentChannel = ({
  intent,
  channelsPassed = 0,
}: Pick<WaitingNotification, 'intent' | 'channelsPassed'>): Channel | undefined =>
  intent.channels?.[channelsPassed];

/** Attempts before a notification is parked for a person; a poison row must not circle for ever. */
export const MAX_ATTEMPTS = 6;
/** Times a conflict may send a notification back to the start before it is parked. */
export const MAX_CONFLICTS = 3;

/** Looks into a conversation that cannot be read before the doubt is parked. */
export const MAX_LOOKS = 5;

/** A message whose deliver-by has passed is never sent, however late it turns up. */
export function isExpired(intent: Intent, nowMs: number): boolean {
  return intent.deliverByMs !== undefined && nowMs >= intent.deliverByMs;
}
