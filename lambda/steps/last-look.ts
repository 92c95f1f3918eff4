import type { ChannelKind } from '../contract/channels';
import type { Limits } from '../contract/limits';
import type { SendOutput } from '../contract/workflow';
import { isCapped, outdatedSends } from '../domain/frequency-caps';
import type { Audience } from '../domain/guardrails';
import type { Ledger, Sending, SlotTicket } from '../domain/ports';
import { reasonOfRefusal } from '../domain/recipient';
import { conclude, tryLater } from './conclude';
import { guardSend } from './guard';
import type { Asking, GuardDeps } from './guard';

export interface LastLookDeps extends GuardDeps {
  readonly ledger: GuardDeps['ledger'] & Pick<Ledger, 'writeAhead'>;
  /** Whom this stage writes to. */
  readonly audience: Audience;
  /** How long one request to Genesys may take, everything included. */
  readonly sendDeadlineMs: number;
}

/** A notification that holds its recipient. */
export interface AboutToSend extends Asking {
  readonly ticket: SlotTicket;
  /** The conversation that would show the message, if it is known beforehand. */
  readonly conversationId?: string;
  /** The channel it leaves over, when it is not web messaging. */
  readonly channel?: ChannelKind;
  readonly remainingMs: () => number;
}

/** Time kept back for the writes that follow a send. */
export const RECORDING_MS = 3_000;

/** Everything that may stop a send, the write-ahead last. When nothing comes back, the message is on its way. */
export async function lastLook(
  deps: LastLookDeps,
  sending: AboutToSend,
): Promise<SendOutput | undefined> {
  const stopped = await guardSend(deps, sending);
  if (stopped !== undefined) return stopped;
  const { notification, ticket, note } = sending;
  const again = (decision: string) =>
    tryLater(deps, notification, { decisions: note(decision), waitSeconds: 0 });
  if (sending.remainingMs() < deps.sendDeadlineMs + RECORDING_MS) return again('outOfTime');
  const nowMs = deps.clock.nowMs();
  const written = await deps.ledger.writeAhead(ticket, {
    nowMs,
    missingConsent: deps.limits.missingConsent,
    conversationId: sending.conversationId,
    channel: sending.channel,
    counted: toCounted(deps.limits, sending, nowMs),
  });
  if (written === 'sending') return undefined;
  if (written === 'lost') return again('slotLost');
  const reason = reasonOfRefusal(written);
  return conclude(deps, notification, { reason, decisions: note(written) });
}

function toCounted(
  limits: Limits,
  { notification: { intent }, recipient }: Asking,
  nowMs: number,
): Sending['counted'] {
  if (!isCapped(limits, intent)) return undefined;
  return { insteadOf: outdatedSends(limits.frequencyCaps, recipient.sends, intent, nowMs) };
}
