import { parseOwn } from '../contract/unreadable-data-error';
import type { Decision, Reason } from '../contract/outcomes';
import { attemptInputSchema, MAX_WAIT_SECONDS } from '../contract/workflow';
import type { Attempt, Route, SendOutput } from '../contract/workflow';
import type { Audience } from '../domain/guardrails';
import { MAX_CONFLICTS } from '../domain/notification';
import type { WaitingNotification } from '../domain/notification';
import type { Permit } from '../domain/budget-port';
import type {
  Clock,
  ConversationApi,
  Counted,
  Identity,
  KillSwitch,
  Ledger,
  OutboundMessage,
  SendAnswer,
  SlotPhase,
  SlotTicket,
} from '../domain/ports';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { Refusal } from '../domain/refusal';
import { alreadyTold, conclude, tryLater } from './conclude';
import { freeAbandoned } from './free-abandoned';
import { guardSend } from './guard';
import { giveUp, putOff } from './put-off';
import { evidenceOf, toMessage, withAnswer } from './send-record';

export interface SendDeps {
  readonly ledger: Ledger;
  readonly killSwitch: KillSwitch;
  /** Whom this stage writes to. */
  readonly audience: Audience;
  readonly conversations: ConversationApi;
  readonly identity: Pick<Identity, 'newOwner'>;
  readonly clock: Clock;
  /** How long one request to Genesys may take, everything included. */
  readonly sendDeadlineMs: number;
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

/** Time kept back for the writes that follow a send. */
const RECORDING_MS = 3_000;
/** Time kept back for the claim and what it reads. */
const CLAIMING_MS = 1_000;
/** Below this the answer could not be recorded any more, so the request is not made. */
const MIN_REMAINING_MS = 1_500;
/** How soon a busy recipient is worth another look. */
const BUSY_WAIT_SECONDS = 2;

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
    });
    if (claim.kind === 'optedOut') {
      return conclude(deps, before, { reason: 'OPTED_OUT', decisions: note('optedOut') });
    }
    if (claim.kind === 'busy') {
      if (claim.heldByKey === notificationKey) return meetOwnRun(notificationKey, claim.phase);
      await freeAbandoned(deps.ledger, recipientRef);
      const decisions = note('recipientBusy');
      return tryLater(deps, before, { decisions, waitSeconds: BUSY_WAIT_SECONDS });
    }

    const ticket: SlotTicket = { recipientRef, notificationKey, owner, epoch: claim.epoch };
    const [permit] = prepared.permits;
    const output = await sendUnderClaim(deps, mode, { attempt, ticket, permit, note, remainingMs });
    if (output.kind !== 'doubt') await deps.ledger.releaseSlot(ticket);
    return output;
  };

/**
 * Another run of this very notification holds the recipient. In SENDING the request may be out. In CLAIMED
 * it is at work, or dead until its lease ends: not counted as an attempt, because the last one parks a
 * notification, and this one may be about to be sent.
 */
function meetOwnRun(notificationKey: string, phase: SlotPhase): SendOutput {
  return phase === 'SENDING'
    ? { kind: 'doubt', notificationKey }
    : { kind: 'later', notificationKey, waitSeconds: MAX_WAIT_SECONDS };
}

interface Claimed {
  readonly attempt: Attempt;
  readonly ticket: SlotTicket;
  readonly permit: Permit;
  readonly note: (decision: string, evidence?: Decision['evidence']) => Decision[];
  readonly remainingMs: () => number;
}

/** From here on the recipient is ours. Whatever comes back, the ledger is written before the slot is released. */
async function sendUnderClaim(
  deps: SendDeps,
  mode: SendMode,
  { attempt, ticket, permit, note, remainingMs }: Claimed,
): Promise<SendOutput> {
  const notification = await deps.ledger.fetchNotification(ticket.notificationKey);
  if (notification?.kind !== 'waiting') return alreadyTold(notification);
  const { intent } = notification;
  const stopped = await guardSend(deps, notification, note);
  if (stopped !== undefined) return stopped;
  const outOfTime = () =>
    tryLater(deps, notification, { decisions: note('outOfTime'), waitSeconds: 0 });
  if (remainingMs() < deps.sendDeadlineMs + RECORDING_MS) return outOfTime();
  const written = await deps.ledger.writeAhead(ticket, {
    nowMs: deps.clock.nowMs(),
    conversationId: mode.listedIn(attempt.route),
  });
  if (written === 'optedOut') {
    return conclude(deps, notification, { reason: 'OPTED_OUT', decisions: note('optedOut') });
  }
  if (written === 'lost') {
    return tryLater(deps, notification, { decisions: note('slotLost'), waitSeconds: 0 });
  }
  if (remainingMs() < MIN_REMAINING_MS) return outOfTime();

  const answer = await mode.send(deps.conversations, toMessage(intent, attempt), permit);
  const decisions = withAnswer(note(answer.kind, evidenceOf(answer)), answer.calls);
  return settle(deps, mode, { answer, notification, attempt, decisions });
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
