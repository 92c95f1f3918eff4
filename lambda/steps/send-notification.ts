import type { Channel } from '../contract/channels';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Decision, Reason } from '../contract/outcomes';
import { attemptInputSchema } from '../contract/workflow';
import type { Attempt, Route, SendOutput, Terms } from '../contract/workflow';
import type { WaitingNotification } from '../domain/notification';
import type { Permit } from '../domain/budget-port';
import type {
  ConversationApi,
  Counted,
  Identity,
  Ledger,
  SendAnswer,
  SlotTicket,
} from '../domain/ports';
import type { Recipient } from '../domain/recipient';
import { alreadyTold, conclude, tryLater } from './conclude';
import { askCondition } from './ask-condition';
import type { AskConditionDeps } from './ask-condition';
import { lastLook, RECORDING_MS } from './last-look';
import type { LastLookDeps } from './last-look';
import { giveUp } from './put-off';
import { evidenceOf, withAnswer } from './send-record';
import { settle } from './settle-send';
import { onTerms, whileWaiting } from './while-waiting';
import { withoutClaim } from './without-claim';

export interface SendDeps extends LastLookDeps, Pick<AskConditionDeps, 'conditions'> {
  readonly ledger: Ledger;
  readonly conversations: ConversationApi;
  readonly identity: Pick<Identity, 'newOwner'>;
  /** How long a claim counts as alive; longer than the function may run. */
  readonly leaseMs: number;
}

/** What a state is about to do with one notification. */
export interface Dispatch {
  /** The channel, when it is not web messaging. */
  readonly channel?: Channel;
  readonly send: (permit: Permit) => Promise<Counted<SendAnswer>>;
}

/** The states that send, and how each of them speaks to Genesys. */
export interface SendMode {
  readonly step: 'Post message' | 'Open new session' | 'Send by channel';
  /** Decided under the claim, from the ledger as it is then; undefined when there is nothing left to try. */
  readonly dispatch: (
    api: ConversationApi,
    notification: WaitingNotification,
    attempt: Attempt,
  ) => Dispatch | undefined;
  /** The conversation that would show the message, if it is known beforehand. */
  readonly listedIn: (route: Route) => string | undefined;
  readonly delivered: (expected: string | undefined, actual: string | undefined) => Reason;
}

/** Time kept back for the claim and what it reads. */
const CLAIMING_MS = 1_000;
/** How soon a run that met an unsettled doubt looks again. */
const DOUBT_WAIT_SECONDS = 2;
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
    const note = (decision: string, evidence?: Decision['evidence']): Decision[] => [
      ...attempt.decisions,
      { at: new Date(deps.clock.nowMs()).toISOString(), step: mode.step, decision, evidence },
    ];
    return onTerms(deps.ledger, attempt, (terms) =>
      sendInTurn(deps, mode, { attempt, terms, note, remainingMs }),
    );
  };

interface Sending {
  readonly attempt: Attempt;
  readonly terms: Terms;
  readonly note: (decision: string, evidence?: Decision['evidence']) => Decision[];
  readonly remainingMs: () => number;
}

/** Gets what a send needs (the condition's yes, token and slot, the recipient), sends, and gives the recipient back. */
async function sendInTurn(deps: SendDeps, mode: SendMode, sending: Sending): Promise<SendOutput> {
  const { attempt, terms, note, remainingMs } = sending;
  const { notificationKey } = attempt;
  const { recipientRef } = terms;
  // Before the slot, which a slow answer would let pass.
  const untrue = await askCondition(deps, { notificationKey, type: terms.type, note });
  if (untrue !== undefined) return untrue;
  // Token and slot before the claim: waiting for them, or not getting them, must cost no claim and no write-ahead.
  const maxWaitMs = remainingMs() - deps.sendDeadlineMs - RECORDING_MS - CLAIMING_MS;
  const prepared = await deps.conversations.prepare(
    { lane: terms.priority, slots: 1, maxWaitMs },
    attempt.permit,
  );
  if (prepared.kind !== 'ready') {
    return whileWaiting(deps.ledger, notificationKey, (notification) =>
      giveUp(deps, notification, { attempt, prepared, step: mode.step }),
    );
  }
  const owner = deps.identity.newOwner();
  const claim = await deps.ledger.claimSlot({
    recipientRef,
    notificationKey,
    owner,
    nowMs: deps.clock.nowMs(),
    leaseMs: deps.leaseMs,
    missingConsent: deps.limits.missingConsent,
  });
  if (claim.kind !== 'claimed') {
    return whileWaiting(deps.ledger, notificationKey, (notification) =>
      withoutClaim(deps, notification, claim, note),
    );
  }
  const ticket: SlotTicket = { recipientRef, notificationKey, owner, epoch: claim.epoch };
  const [permit] = prepared.permits;
  const { recipient } = claim;
  const { output, unsent } = await sendUnderClaim(deps, mode, {
    ...sending,
    ticket,
    permit,
    recipient,
  });
  if (output.kind !== 'doubt') await deps.ledger.releaseSlot(ticket, unsent);
  return output;
}

interface Claimed extends Sending {
  readonly ticket: SlotTicket;
  readonly permit: Permit;
  readonly recipient: Recipient;
}

interface Ran {
  readonly output: SendOutput;
  /** The write-ahead counted a send that certainly did not happen. */
  readonly unsent?: 'unsent';
}

/** From here on the recipient is ours. Whatever comes back, the ledger is written before the slot is released. */
async function sendUnderClaim(deps: SendDeps, mode: SendMode, claimed: Claimed): Promise<Ran> {
  const { attempt, ticket, note } = claimed;
  const notification = await deps.ledger.fetchNotification(ticket.notificationKey);
  if (notification?.kind !== 'waiting') return { output: alreadyTold(notification) };
  if (notification.doubt !== undefined) {
    // It was parked in doubt and redriven while this run was on its way: back to where that is settled.
    const { notificationKey } = ticket;
    return { output: { kind: 'later', notificationKey, waitSeconds: DOUBT_WAIT_SECONDS } };
  }
  const dispatch = mode.dispatch(deps.conversations, notification, attempt);
  if (dispatch === undefined) {
    const decisions = note('channelsExhausted');
    return {
      output: await conclude(deps, notification, { reason: 'CHANNELS_EXHAUSTED', decisions }),
    };
  }
  return sendOnce(deps, mode, { ...claimed, notification, dispatch });
}

interface Dispatched extends Claimed {
  readonly notification: WaitingNotification;
  readonly dispatch: Dispatch;
}

/** The last look, the one request, and what came of it. */
async function sendOnce(deps: SendDeps, mode: SendMode, dispatched: Dispatched): Promise<Ran> {
  const { attempt, permit, note, remainingMs, notification, dispatch } = dispatched;
  const channel = dispatch.channel?.kind;
  const stopped = await lastLook(deps, {
    ...dispatched,
    channel,
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
  const answer = await dispatch.send(permit);
  const decisions = withAnswer(note(answer.kind, evidenceOf(answer, channel)), answer.calls);
  const isOut = answer.kind === 'accepted' || answer.kind === 'unknown';
  return {
    output: await settle(deps, mode, { answer, channel, notification, attempt, decisions }),
    unsent: isOut ? undefined : 'unsent',
  };
}
