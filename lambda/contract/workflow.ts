import * as v from 'valibot';
import { heldSchema } from './holds';
import { conclusionSchema, decisionSchema } from './outcomes';
import { policySchema } from './policy';
import { prioritySchema } from './priority';
import { rejectionSchema } from './rejection';

/**
 * What travels between the states of the workflow: keys, ids, codes, terms and times. No message text, no contact,
 * no token: whatever a step needs beyond these it reads from the ledger.
 */

/** Where a notification could go, as the registry knows it. */
export const routeSchema = v.object({
  conversationId: v.optional(v.string()),
  deploymentId: v.optional(v.string()),
  webchatSessionId: v.optional(v.string()),
});
export type Route = v.InferOutput<typeof routeSchema>;

/** A slot at Genesys that an earlier step has reserved for a later one: times and a number, nothing to act with. */
const permitSchema = v.object({
  slotMs: v.number(),
  goodUntilMs: v.number(),
  number: v.number(),
});

/** What later states need of the request, so that they need not read it again until they decide about it. */
const termsSchema = v.object({
  /** Keyed hash of the contact. */
  recipientRef: v.string(),
  type: v.string(),
  priority: prioritySchema,
  policy: policySchema,
  /** Met before this attempt: the only one of these that another execution may change meanwhile. */
  conflicts: v.number(),
});
export type Terms = v.InferOutput<typeof termsSchema>;

/** The part every step takes and gives on: which notification, and what has been decided so far in this attempt. */
const attemptSchema = v.object({
  notificationKey: v.string(),
  route: routeSchema,
  /** The application's own id of its request, for the log lines. */
  requestId: v.optional(v.string()),
  decisions: v.array(decisionSchema),
  permit: v.optional(permitSchema),
  /** Absent in an execution that began under an older version: then the ledger is asked. */
  terms: v.optional(termsSchema),
});
export type Attempt = v.InferOutput<typeof attemptSchema>;
export const attemptInputSchema = attemptSchema;

/** Refusals keep codes and ids only. */
export const refusalSchema = v.object({
  status: v.number(),
  code: v.string(),
  correlationId: v.optional(v.string()),
  missing: v.array(v.string()),
});

/** Input of Diagnose refusal. */
export const refusedAttemptSchema = v.object({ ...attemptSchema.entries, refusal: refusalSchema });

export const reconcileInputSchema = v.object({ notificationKey: v.string() });

const concludedSchema = v.object({
  kind: v.literal('concluded'),
  /** Detail type of the event that tells the outcome. */
  detailType: v.string(),
  /** Stays due until it has been told. */
  mustBeHeard: v.boolean(),
  conclusion: conclusionSchema,
  /** It had ended before; told once more, in case nobody has heard it. */
  isRepeat: v.optional(v.literal(true)),
  /** Since it could have been sent at the earliest; absent where nobody has requested it. */
  secondsToOutcome: v.optional(v.number()),
});

/** Everything a step can return; each names the state that comes next. */
export const stepOutputSchema = v.variant('kind', [
  /** A conversation is known: look at it first. */
  v.object({ kind: v.literal('ready'), ...attemptSchema.entries }),
  /** The live conversation takes it. */
  v.object({ kind: v.literal('existing'), ...attemptSchema.entries }),
  /** There is no live conversation and the policy opens one. */
  v.object({ kind: v.literal('new'), ...attemptSchema.entries }),
  /** No live conversation, and the policy tries the next of the request's channels. */
  v.object({ kind: v.literal('fallback'), ...attemptSchema.entries }),
  /** Not now: start over after the wait. */
  v.object({
    kind: v.literal('later'),
    notificationKey: v.string(),
    waitSeconds: v.number(),
  }),
  /** Genesys found a conversation in another state than preflight did: the bus decides who goes on. */
  v.object({
    kind: v.literal('conflict'),
    notificationKey: v.string(),
    conflict: v.number(),
  }),
  /** A certain no that needs an explanation. */
  v.object({ kind: v.literal('refused'), ...refusedAttemptSchema.entries }),
  /** Sent, perhaps. */
  v.object({ kind: v.literal('doubt'), notificationKey: v.string() }),
  concludedSchema,
  /** It waits in the ledger, and the world hears for what. */
  v.object({ kind: v.literal('held'), detailType: v.string(), held: heldSchema }),
  /** The event itself is unusable; nothing was stored. */
  v.object({
    kind: v.literal('invalid'),
    rejection: rejectionSchema,
  }),
  /** Somebody else has it in hand, or it is done: nothing to do and nothing to say. */
  v.object({ kind: v.literal('nothing'), notificationKey: v.optional(v.string()) }),
]);
export type StepOutput = v.InferOutput<typeof stepOutputSchema>;

type Of<K extends StepOutput['kind']> = Extract<StepOutput, { kind: K }>;
export type LoadSessionOutput = Of<
  'ready' | 'new' | 'fallback' | 'doubt' | 'held' | 'concluded' | 'invalid' | 'nothing'
>;
export type PreflightOutput = Of<
  'existing' | 'new' | 'fallback' | 'later' | 'refused' | 'held' | 'concluded' | 'nothing'
>;
export type SendOutput = Of<
  'later' | 'fallback' | 'conflict' | 'refused' | 'doubt' | 'held' | 'concluded' | 'nothing'
>;
export type DiagnoseOutput = Of<'concluded' | 'nothing'>;
export type ReconcileOutput = Of<'later' | 'concluded' | 'nothing'>;

/** Longest wait before another attempt that the workflow keeps to itself; longer ones are the sweeper's. */
export const MAX_WAIT_SECONDS = 30;
