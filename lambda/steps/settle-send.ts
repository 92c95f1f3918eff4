import type { ChannelKind } from '../contract/channels';
import type { Decision } from '../contract/outcomes';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { Attempt, SendOutput } from '../contract/workflow';
import { currentChannel, MAX_CONFLICTS } from '../domain/notification';
import type { WaitingNotification } from '../domain/notification';
import type { Counted, SendAnswer } from '../domain/ports';
import type { Refusal } from '../domain/refusal';
import { conclude } from './conclude';
import { putOff } from './put-off';
import type { SendDeps, SendMode } from './send-notification';

type SettleDeps = Pick<SendDeps, 'ledger' | 'clock'>;

export interface Answered {
  readonly answer: Counted<SendAnswer>;
  readonly channel: ChannelKind | undefined;
  readonly notification: WaitingNotification;
  readonly attempt: Attempt;
  readonly decisions: Decision[];
}

/** Where the message is when the answer does not say: on another channel, nowhere that we know. */
const expectedIn = ({ channel, attempt }: Answered): string | undefined =>
  channel === undefined ? attempt.route.conversationId : undefined;

/** Writes down what an answer means, before anybody else may send to this recipient. */
export async function settle(
  deps: SettleDeps,
  mode: Pick<SendMode, 'delivered'>,
  answered: Answered,
): Promise<SendOutput> {
  const { answer, channel, notification, attempt, decisions } = answered;
  const { notificationKey } = attempt;
  switch (answer.kind) {
    case 'accepted':
      return conclude(deps, notification, {
        reason: mode.delivered(attempt.route.conversationId, answer.conversationId),
        decisions,
        conversationId: answer.conversationId ?? expectedIn(answered),
        messageId: answer.messageId,
        channel,
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
    case 'refused':
      return meetRefusal(deps, answered, answer.refusal);
    case 'conflict':
      return channel === undefined
        ? meetConflict(deps, answered, answer.refusal)
        : meetRefusal(deps, answered, answer.refusal);
  }
}

/**
 * A channel that refused is left behind in the ledger before anybody may send again, and the next one has its turn;
 * the last one's refusal is explained, as every other is.
 */
async function meetRefusal(
  deps: SettleDeps,
  { notification, channel, attempt, decisions }: Answered,
  { missing, ...refused }: Refusal,
): Promise<SendOutput> {
  const refusal = { ...refused, missing: [...missing] };
  if (channel === undefined) return { kind: 'refused', ...attempt, decisions, refusal };
  const { notificationKey } = attempt;
  const passed = (notification.channelsPassed ?? 0) + 1;
  const dueAtMs = deps.clock.nowMs() + NEXT_LOOK_MS;
  const isWaiting = await deps.ledger.passChannel({ notificationKey, passed, decisions, dueAtMs });
  if (!isWaiting) return { kind: 'nothing' };
  // What was decided until now is in the ledger, and the permit is used: the next state begins anew.
  const { permit: _, ...rest } = attempt;
  const next = { ...rest, decisions: [] };
  const isLast = currentChannel({ ...notification, channelsPassed: passed }) === undefined;
  return isLast ? { kind: 'refused', ...next, refusal } : { kind: 'fallback', ...next };
}

/**
 * A conflict goes back through the bus, so that any rule can see it. After a few rounds it is explained like
 * a refusal: a gateway may dress a missing scope as a conflict for ever.
 */
async function meetConflict(
  deps: SettleDeps,
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
