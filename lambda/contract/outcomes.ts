import * as v from 'valibot';
import { channelKindSchema } from './channels';

/** How a notification ended. Every request reaches one of these; none of them is ever left again. */
export const OUTCOMES = ['SENT', 'SUPPRESSED', 'EXPIRED', 'REJECTED', 'PARKED'] as const;
export const outcomeSchema = v.picklist(OUTCOMES);
export type Outcome = v.InferOutput<typeof outcomeSchema>;

/** Where a notification is before it has an outcome. */
export const WAITING_STATES = ['PENDING', 'HELD', 'SENDING'] as const;

/** Every reason an outcome can carry. `lambda/domain/reasons.ts` says in a sentence what to do about each. */
export const REASONS = [
  'DELIVERED_TO_EXISTING',
  'DELIVERED_TO_NEW',
  'DELIVERED_ELSEWHERE',
  'DELIVERED_BY_FALLBACK',
  'WEAK_MATCH',
  'CONVERSATION_LIVE',
  'CONVERSATION_CLOSED',
  'CANCELLED',
  'NO_LONGER_TRUE',
  'NO_CONTACT',
  'OPTED_OUT',
  'NO_CONSENT_RECORD',
  'FREQUENCY_CAP',
  'NOT_A_GUEST',
  'SHADOW_MODE',
  'DELIVER_BY_PASSED',
  'STALE_EVENT',
  'INVALID_EVENT',
  'BODY_MISMATCH',
  'UNKNOWN_NOTIFICATION',
  'UNKNOWN_CONTACT',
  'CONTACT_NOT_AT_GENESYS',
  'SESSION_OF_ANOTHER_CONTACT',
  'NO_DEPLOYMENT',
  'CREDENTIALS_REFUSED',
  'CREDENTIALS_UNREADABLE',
  'MISSING_PERMISSION',
  'MISSING_DIVISION',
  'REQUEST_REFUSED',
  'USAGE_LIMIT',
  'CHANNELS_EXHAUSTED',
  'CHANNELS_UNAVAILABLE',
  'CONFLICT_LOOP',
  'CONFLICT_UNEXPLAINED',
  'ATTEMPTS_EXHAUSTED',
  'NEVER_ANSWERED',
  'ANSWER_LOST',
] as const;
export const reasonSchema = v.picklist(REASONS);
export type Reason = v.InferOutput<typeof reasonSchema>;

/** One line of a decision record: what was decided, on what evidence. Codes, ids and times only; never a text. */
export const decisionSchema = v.object({
  at: v.string(),
  step: v.string(),
  decision: v.string(),
  /** What the step saw: status codes, error codes, ids, states. */
  evidence: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  /** Calls made to Genesys in this step, token requests not counted. */
  genesysCalls: v.optional(v.number()),
});
export type Decision = v.InferOutput<typeof decisionSchema>;

/** What a concluded notification tells the world: the detail of `NotificationSent`, `NotificationRejected`, … */
export const conclusionSchema = v.object({
  version: v.literal('1'),
  notificationKey: v.string(),
  outcome: outcomeSchema,
  reason: reasonSchema,
  /** One sentence for the person who has to act on it. */
  nextStep: v.string(),
  occurrence: v.optional(v.string()),
  type: v.optional(v.string()),
  /** The conversation the message is in, or would have gone to. */
  conversationId: v.optional(v.string()),
  messageId: v.optional(v.string()),
  /** Kind of the channel that took it, or may have; never the address. */
  channel: v.optional(channelKindSchema),
  /** Permissions or scopes that Genesys said are missing. */
  missing: v.optional(v.array(v.string())),
  /** The OAuth client that was refused. */
  oauthClient: v.optional(v.string()),
  genesysCalls: v.number(),
  /** Of the call at Genesys, for their support. */
  correlationId: v.optional(v.string()),
  /** The application's own id of its request. */
  requestId: v.optional(v.string()),
  concludedAt: v.string(),
});
export type Conclusion = v.InferOutput<typeof conclusionSchema>;

/** Detail types of the events that tell how a notification ended. */
const OUTCOME_EVENTS = {
  SENT: 'NotificationSent',
  SUPPRESSED: 'NotificationSuppressed',
  EXPIRED: 'NotificationExpired',
  REJECTED: 'NotificationRejected',
  PARKED: 'NotificationParked',
} as const;

export const outcomeEvent = (outcome: Outcome): string => OUTCOME_EVENTS[outcome];

/** Nobody has to act on these two; if the word of one is lost, the ledger still has it. */
const QUIET_OUTCOMES: ReadonlySet<Outcome> = new Set<Outcome>(['SENT', 'SUPPRESSED']);

/** The others must reach whoever asked: they stay due until the workflow has told them. */
export const mustBeHeard = (outcome: Outcome): boolean => !QUIET_OUTCOMES.has(outcome);
