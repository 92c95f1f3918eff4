import type { ChannelKind } from '../contract/channels';
import type { MissingConsent } from '../contract/limits';
import type { Conclusion, Decision } from '../contract/outcomes';
import type { Pause } from './guardrails';
import type { Problem } from '../contract/problems';
import type { Priority } from '../contract/priority';
import type { Permit, Prepare } from './budget-port';
import type { Intent, Notification } from './notification';
import type { Conversation } from './conversation';
import type { ChannelMessage, ChannelNote } from './ports-channels';
import type { RedriveLedger } from './ports-redriving';
import type { HoldNote } from './ports-waking';
import type { ListedMessage } from './proof';
import type { Refusal, TokenDescription } from './refusal';
import type { ConsentRefusal, PreferenceChange, Recipient } from './recipient';
import type { Session } from './session';
import type { SessionUpdate } from './session-update';
import type { Times } from './times';

/** Milliseconds since the epoch. */
export interface Clock {
  readonly nowMs: () => number;
}

/** Names things that must be unique, or repeatable, or both. */
export interface Identity {
  /** Keyed hash in base32: the same words give the same ref, and nobody without the pepper can guess it. */
  readonly keyedHash: (words: readonly string[]) => Promise<string>;
  /** A new owner for a slot. */
  readonly newOwner: () => string;
}

/** Finds what we know of conversations, by whatever a request names. */
export interface SessionFinder {
  findByConversation(conversationId: string): Promise<Session[]>;
  findByWebchatSession(webchatSessionId: string): Promise<Session[]>;
  /** Sessions of contacts that were merged into this one are its own. */
  findByContact(contactId: string): Promise<Session[]>;
  /** The contact that this one was merged into, however often; itself if it was not. */
  survivorOf(contactId: string): Promise<string>;
}

/** Keeps what events and applications tell. Order and repeats do not matter. */
export interface SessionRegistry {
  /** Joins an update with what is known of the session, and says what is known then. */
  keep(update: SessionUpdate): Promise<SessionUpdate>;
}

/** Where events go that can't be read, each beside the reason why. */
export interface UnreadableEvents {
  keep(event: string, problems: readonly Problem[]): Promise<void>;
}

/** A conversation that is live by our record and was not heard of for long. */
export interface StaleSession {
  readonly conversationId: string;
  readonly staleAtMs: number;
}

/** Finds sessions that Genesys should be asked about, from an index that holds nothing that has ended. */
export interface StaleSessions {
  findStale(nowMs: number, limit: number): Promise<StaleSession[]>;
  /** Sets the next look, or none, unless an event has done so in the meantime. */
  settle(seen: StaleSession, nextLookAtMs?: number): Promise<void>;
}

export type SlotClaim =
  | { readonly kind: 'claimed'; readonly epoch: number; readonly recipient: Recipient }
  | { readonly kind: 'busy'; readonly heldByKey: string; readonly phase: SlotPhase }
  | { readonly kind: 'optedOut' }
  | { readonly kind: 'noConsentRecord' };

/** What is about to be sent, as the write-ahead notes it. */
export interface Sending {
  readonly nowMs: number;
  readonly missingConsent: MissingConsent;
  readonly conversationId?: string;
  /** The channel it is about to leave over, when it is not web messaging. */
  readonly channel?: ChannelKind;
  /** Counts it towards the caps, in place of sends that count no more; absent where nothing is counted. */
  readonly counted?: { readonly insteadOf: readonly string[] };
}

export type SlotPhase = 'CLAIMED' | 'SENDING';

/** Proof of holding a recipient's slot. Writes under an older epoch fail. */
export interface SlotTicket {
  readonly recipientRef: string;
  readonly notificationKey: string;
  readonly owner: string;
  readonly epoch: number;
}

/** A recipient's slot, and for whoever has to settle a doubt what was about to be sent when. */
export interface HeldSlot {
  readonly kind: 'held';
  readonly ticket: SlotTicket;
  readonly phase: SlotPhase;
  readonly sentAtMs?: number;
  readonly conversationId?: string;
  /** The channel it was about to leave over, when it was not web messaging. */
  readonly channel?: ChannelKind;
}

export interface AttemptNote {
  readonly notificationKey: string;
  readonly kind: 'attempt' | 'conflict' | 'look';
  readonly decisions: readonly Decision[];
  /** When the sweeper has to look, should nobody else have gone on by then. */
  readonly dueAtMs: number;
  /** A doubt of an earlier life is settled: the message certainly was not sent. */
  readonly settlesDoubt?: boolean;
}

/** The end of something that nobody has requested, or that never got as far as a request. */
export interface EarlyEnd {
  readonly conclusion: Conclusion;
  readonly recipientRef: string;
  readonly requestedBy: string;
  readonly decisions: readonly Decision[];
}

/** What somebody asked of a notification that waits. */
export interface Amendment {
  readonly notificationKey: string;
  readonly decisions: readonly Decision[];
  readonly change:
    /** Only the record changes. */
    | { readonly kind: 'none' }
    /** `dueAtMs`, when somebody has to look, unless a send is under way that will be settled anyway. */
    | { readonly kind: 'cancel'; readonly askedAtMs: number; readonly dueAtMs?: number }
    /** `askedAtMs` is the event's own time: an older wish never overrules a newer one. */
    | {
        readonly kind: 'move';
        readonly askedAtMs: number;
        readonly dueAtMs: number;
        readonly times: Times;
      };
}

/** Keeps what contacts want. Order and repeats do not matter. */
export interface RecipientPreferences {
  /** Of each field the newest word stands; of two that are equally old, the one that asks for silence. */
  changePreference(change: PreferenceChange): Promise<'applied' | 'superseded'>;
  /** All that stands, each word with its own age. */
  fetchPreferences(recipientRef: string): Promise<PreferenceChange[]>;
}

/** Stops sending, everything or by type, until somebody resumes it. */
export interface KillSwitch {
  fetchPause(): Promise<Pause>;
}

/** The truth about notifications and recipients. Single-item conditional writes only. */
export interface Ledger extends RedriveLedger {
  storeIntent(intent: Intent): Promise<{ kind: 'stored' } | { kind: 'known'; known: Notification }>;
  fetchNotification(notificationKey: string): Promise<Notification | undefined>;
  /** Stores an outcome in one write where there is no request; whoever requests it later finds it concluded. */
  storeEarlyEnd(
    end: EarlyEnd,
  ): Promise<{ kind: 'stored' } | { kind: 'known'; known: Notification }>;
  /** Changes what waits; refused when it is concluded, or when a newer change stands. */
  amend(amendment: Amendment): Promise<'amended' | 'refused'>;
  /** What is known of a contact. May be a moment old: whatever it lets through is asked again under the claim. */
  fetchRecipient(recipientRef: string): Promise<Recipient>;
  /** Takes the recipient's slot if it is free, or dead, or already ours, and the contact may be written to. */
  claimSlot(claim: {
    recipientRef: string;
    notificationKey: string;
    owner: string;
    nowMs: number;
    leaseMs: number;
    missingConsent: MissingConsent;
  }): Promise<SlotClaim>;
  /** Turns the claim into SENDING, which no clock ever ends, and notes what is about to be sent where. The last look at consent. */
  writeAhead(ticket: SlotTicket, sending: Sending): Promise<'sending' | 'lost' | ConsentRefusal>;
  /** What the slot of this notification says, for whoever has to settle a doubt. */
  fetchSlot(recipientRef: string): Promise<{ kind: 'free' } | HeldSlot>;
  /** `unsent` takes the send back from the caps: it certainly did not happen. */
  releaseSlot(ticket: SlotTicket, unsent?: 'unsent'): Promise<void>;
  /**
   * Writes the outcome, once: the first conclusion stays, and is what comes back. Only SENT overrules another
   * outcome, because it is a fact that arrived late, where the others were decisions.
   */
  conclude(conclusion: Conclusion, decisions: readonly Decision[]): Promise<Conclusion>;
  /** Counts something that came to nothing, and says how many there were; 0 when the notification is concluded. */
  noteAttempt(note: AttemptNote): Promise<number>;
  /**
   * Lets it wait, without counting anything; false when it is concluded. A wait that an event may end forgets the
   * attempts and conflicts before it: they say nothing of a conversation that has changed meanwhile.
   */
  hold(note: HoldNote): Promise<boolean>;
  /** Leaves a channel behind for good, however often it is written; false when the notification is concluded. */
  passChannel(note: ChannelNote): Promise<boolean>;
}

/** A message ready to be sent to one contact. */
export interface OutboundMessage {
  readonly contactId: string;
  readonly text: string;
  readonly senderId?: string;
  readonly webchatSessionId?: string;
  readonly conversationId?: string;
  readonly deploymentId?: string;
}

export type PreflightAnswer =
  | { readonly kind: 'found'; readonly conversation: Conversation }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

export type MessagesAnswer =
  | {
      readonly kind: 'listed';
      readonly messages: readonly ListedMessage[];
      /** Some were named and not shown: what is missing here may still be there. */
      readonly isPartial?: boolean;
    }
  /** Could not be read, now or in this dialect. Never the same as "nothing there". */
  | { readonly kind: 'unreadable'; readonly cause: string };

export type SendAnswer =
  | { readonly kind: 'accepted'; readonly conversationId?: string; readonly messageId?: string }
  /** A live conversation stands in the way, or one that is not live any more. */
  | { readonly kind: 'conflict'; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Certainly not sent, and worth another attempt. */
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number }
  /** Nobody knows. Never sent again without proof. */
  | { readonly kind: 'unknown'; readonly cause: string };

/** Every answer says how many requests it cost at Genesys, tokens not counted. */
export type Counted<T> = T & { readonly calls: number; readonly correlationId?: string };

/** Genesys, in our verbs. One adapter per dialect. */
export interface ConversationApi {
  /** Scopes this dialect needs to send; empty where roles decide. */
  readonly neededScopes: readonly string[];
  readonly prepare: Prepare;
  /** Here and below: in the slot of the permit; without one, a slot is taken and waited for. */
  fetchConversation(conversationId: string, permit?: Permit): Promise<Counted<PreflightAnswer>>;
  sendIntoConversation(message: OutboundMessage, permit?: Permit): Promise<Counted<SendAnswer>>;
  startConversation(message: OutboundMessage, permit?: Permit): Promise<Counted<SendAnswer>>;
  /** Sends to an address outside of web messaging; never a conflict, and nowhere to look for it afterwards. */
  sendByChannel(message: ChannelMessage, permit?: Permit): Promise<Counted<SendAnswer>>;
  /** Reads what the conversation shows: the witness for a send whose answer was lost. */
  listMessages(conversationId: string): Promise<Counted<MessagesAnswer>>;
  describeToken(): Promise<Counted<TokenDescription>>;
}

/** A notification that is not concluded, or not told, and when somebody has to look at it again. */
export interface DueNotification {
  readonly notificationKey: string;
  readonly dueAtMs: number;
}

/** Finds what is due, from an index that holds nothing that is over. */
export interface DueNotifications {
  /** The longest overdue of one priority, as many as are asked for. */
  findDue(priority: Priority, nowMs: number, limit: number): Promise<DueNotification[]>;
  /** Moves the next look, unless somebody else has moved it or the notification is over. */
  postpone(seen: DueNotification, dueAtMs: number): Promise<boolean>;
}

/** Starts an attempt at a notification that the ledger knows. */
export interface WorkflowStarter {
  startAttempt(notificationKey: string): Promise<void>;
}
