import { parseOwn } from '../contract/unreadable-data-error';
import type { Decision, Reason } from '../contract/outcomes';
import { attemptInputSchema } from '../contract/workflow';
import type { Attempt, Route, SendOutput } from '../contract/workflow';
import { MAX_CONFLICTS } from '../domain/notification';
import type { WaitingNotification } from '../domain/notification';
import type { Permit } from '../domain/budget-port';
import type {
  ConversationApi,
  Counted,
  Identity,
  Ledger,
  OutboundMessage,
  SendAnswer,
  SlotTicket,
} from '../domain/ports';
import type { Recipient } from '../domain/recipient';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { Refusal } from '../domain/refusal';
import { alreadyTold, conclude, tryLater } from './conclude';
import { lastLook, RECORDING_MS } from './last-look';
import type { LastLookDeps } from './last-look';
import { giveUp, putOff } from './put-off';
import { evidenceOf, toMessage, withAnswer } from './send-record';
import { withoutClaim } from './without-claim';

export interface SendDeps extends LastLookDeps {
  readonly ledger: Ledger;
  readonly conversations: ConversationApi;
  readonly identity: Pick<Identity, 'newOwner'>;
  /** How long a claim counts as alive; longer than the function may run. */
  readonly leaseMs: number;
}

/** The two states that send, and how each of them speaks to Genesys. */
export interface SendMode {
  readonly step: 'Post message' | 'Open new session';
  readonly send: (
    api: ConversationApi,
    message: OutboundMessage,
    permit: Permit,
  ) => Promise<Counted<SendAnswer>>;
  /** The conversation that would show the message, if it is known beforehand. */
  readonly listedIn: (route: Route) => string | undefined;
  readonly delivered: (expected: string | undefined, actual: string | undefined) => Reason;
}

/** Time kept back for the claim and what it reads. */
const CLAIMING_MS = 1_000;
/** Below this the answer could not be recorded any more, so the request is not made. */
const MIN_REMAINING_MS = 1_500;

/**
 * Sends one notification by the protocol: claim the recipient, look again, write ahead, send once, record,
 * release. Between write-ahead and record the slot says SENDING and nothing but a settled answer ends that,
 * so a crash at any line costs a doubt and never a second message.
 */
export const sendNotification =
  (deps: SendDeps, mode: SendMode) =>
  async (input: unknown, remainingMs: () => number): Promise<SendOutput> => {
    const attempt = parseOwn(attemptInputSchema, input, `the input of ${mode.step}`);
    const before = await deps.ledger.fetchNotification(attempt.notificationKey);
    if (before?.kind !== 'waiting') return alreadyTold(before);
    const note = (decision: string, evidence?: Decision['evidence']): Decision[] => [
      ...attempt.decisions,
      { at: new Date(deps.clock.nowMs()).toISOString(), step: mode.step, decision, evidence },
    ];
    // Token and slot first: waiting for them, or not getting them, must cost no claim and no write-ahead.
    const maxWaitMs = remainingMs() - deps.sendDeadlineMs - RECORDING_MS - CLAIMING_MS;
    const prepared = await deps.conversations.prepare(
      { lane: before.intent.priority, slots: 1, maxWaitMs },
      attempt.permit,
    );
    if (prepared.kind !== 'ready')
      return giveUp(deps, before, { attempt, prepared, step: mode.step });

    const owner = deps.identity.newOwner();
    const { recipientRef, notificationKey } = before.intent;
    const claim = await deps.ledger.claimSlot({
      recipientRef,
      notificationKey,
      owner,
      nowMs: deps.clock.nowMs(),
      leaseMs: deps.leaseMs,
      missingConsent: deps.limits.missingConsent,
    });
    if (claim.kind !== 'claimed') return withoutClaim(deps, before, claim, note);

    const ticket: SlotTicket = { recipientRef, notificationKey, owner, epoch: claim.epoch };
    const [permit] = prepared.permits;
    const { recipient } = claim;
    const claimed = { attempt, ticket, permit, recipient, note, remainingMs };
    const { output, unsent } = await sendUnderClaim(deps, mode, claimed);
    if (output.kind !== 'doubt') await deps.ledger.releaseSlot(ticket, unsent);
    return output;
  };

interface Claimed {
  readonly attempt: Attempt;
  readonly ticket: SlotTicket;
  readonly permit: Permit;
  readonly recipient: Recipient;
  readonly note: (decision: string, evidence?: Decision['evidence']) => Decision[];
  readonly remainingMs: () => number;
}

interface Ran {
  readonly output: SendOutput;
  /** The write-ahead counted a send that certainly did not happen. */
  readonly unsent?: 'unsent';
}

/** From here on the recipient is ours. Whatever comes back, the ledger is written before the slot is released. */
async function sendUnderClaim(deps: SendDeps, mode: SendMode, claimed: Claimed): Promise<Ran> {
  const { attempt, ticket, permit, note, remainingMs } = claimed;
  const notification = await deps.ledger.fetchNotification(ticket.notificationKey);
  if (notification?.kind !== 'waiting') return { output: alreadyTold(notification) };
  const stopped = await lastLook(deps, {
    ...claimed,
    notification,
    conversationId: mode.listedIn(attempt.route),
  });
  if (stopped !== undefined) return { output: stopped };
  if (remainingMs() < MIN_REMAINING_MS) {
    const decisions = note('outOfTime');
    return {
      output: await tryLater(deps, notification, { decisions, waitSeconds: 0 }),
      unsent: 'unsent',
    };
  }
  const message = toMessage(notification.intent, attempt);
  const answer = await mode.send(deps.conversations, message, permit);
  const decisions = withAnswer(note(answer.kind, evidenceOf(answer)), answer.calls);
  const isOut = answer.kind === 'accepted' || answer.kind === 'unknown';
  return {
    output: await settle(deps, mode, { answer, notification, attempt, decisions }),
    unsent: isOut ? undefined : 'unsent',
  };
}

interface Answered {
  readonly answer: Counted<SendAnswer>;
  readonly notification: WaitingNotification;
  readonly attempt: Attempt;
  readonly decisions: Decision[];
}

/** Writes down what an answer means, before anybody else may send to this recipient. */
async function settle(deps: SendDeps, mode: SendMode, answered: Answered): Promise<SendOutput> {
  const { answer, notification, attempt, decisions } = answered;
  const { notificationKey } = attempt;
  switch (answer.kind) {
    case 'accepted':
      return conclude(deps, notification, {
        reason: mode.delivered(attempt.route.conversationId, answer.conversationId),
        decisions,
        conversationId: answer.conversationId ?? attempt.route.conversationId,
        messageId: answer.messageId,
        correlationId: answer.correlationId,
      });
    case 'unavailable':
      return putOff(deps, notification, { ...answer, decisions });
    case 'unknown':
      await deps.ledger.noteAttempt({
        notificationKey,
        kind: 'attempt',
        decisions,
        dueAtMs: deps.clock.nowMs() + NEXT_LOOK_MS,
      });
      return { kind: 'doubt', notificationKey };
    case 'refused': {
      const refusal = { ...answer.refusal, missing: [...answer.refusal.missing] };
      return { kind: 'refused', ...attempt, decisions, refusal };
    }
    case 'conflict':
      return meetConflict(deps, answered, answer.refusal);
  }
}

/**
 * A conflict goes back through the bus, so that any rule can see it. After a few rounds it is explained like
 * a refusal: a gateway may dress a missing scope as a conflict for ever.
 */
async function meetConflict(
  deps: SendDeps,
  { notification, attempt, decisions }: Answered,
  conflicting: Refusal,
): Promise<SendOutput> {
  if (notification.conflicts >= MAX_CONFLICTS) {
    const refusal = { ...conflicting, missing: [...conflicting.missing] };
    return { kind: 'refused', ...attempt, decisions, refusal };
  }
  const { notificationKey } = attempt;
  const conflict = await deps.ledger.noteAttempt({
    notificationKey,
    kind: 'conflict',
    decisions,
    dueAtMs: deps.clock.nowMs() + NEXT_LOOK_MS,
  });
  return conflict === 0 ? { kind: 'nothing' } : { kind: 'conflict', notificationKey, conflict };
}
