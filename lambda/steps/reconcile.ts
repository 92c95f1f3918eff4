import { NEXT_LOOK_MS, SETTLE_MS } from '../contract/timeouts';
import type { Decision } from '../contract/outcomes';
import { parseOwn } from '../contract/unreadable-data-error';
import { MAX_WAIT_SECONDS, reconcileInputSchema } from '../contract/workflow';
import type { ReconcileOutput } from '../contract/workflow';
import { API_BUDGET } from '../domain/budget-port';
import { MAX_LOOKS } from '../domain/notification';
import type { Doubt, Notification, WaitingNotification } from '../domain/notification';
import type { Clock, ConversationApi, HeldSlot, Ledger } from '../domain/ports';
import { conclude, toldAgain, tryLater } from './conclude';
import type { Ending } from './conclude';
import { releaseEnded } from './free-abandoned';
import { lookForProof } from './look-for-proof';
import type { Look } from './look-for-proof';

export interface ReconcileDeps {
  readonly ledger: Ledger;
  readonly conversations: Pick<ConversationApi, 'listMessages' | 'fetchConversation'>;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * State "Reconcile": a send ended without an answer we could write down, or the function died. The ledger
 * says how far it came. Before the write-ahead nothing left, and it may start over. After it the message may
 * be out: once the settle window is over, the conversation has the last word, and where it has none the
 * notification is parked for a person.
 */
export const reconcile =
  (deps: ReconcileDeps) =>
  async (input: unknown): Promise<ReconcileOutput> => {
    const { notificationKey } = parseOwn(reconcileInputSchema, input, 'the input of Reconcile');
    const notification = await deps.ledger.fetchNotification(notificationKey);
    if (notification === undefined) return { kind: 'nothing' };
    const own = await fetchOwnSlot(deps.ledger, notification, notificationKey);
    if (notification.kind === 'concluded') {
      // The outcome was written but perhaps never told, and the slot perhaps never released.
      if (own !== undefined) await releaseEnded(deps.ledger, own);
      return toldAgain(notification.conclusion);
    }
    const earlier = earlierDoubt(notification, own);
    if (earlier !== undefined) return settle(deps, notification, earlier);
    if (own === undefined) {
      return tryLater(deps, notification, { decisions: [note(deps, 'notSent')], waitSeconds: 0 });
    }
    const waitSeconds = secondsUntilSettled(own, deps.clock.nowMs());
    return waitSeconds > 0
      ? { kind: 'later', notificationKey, waitSeconds }
      : settle(deps, notification, { ...own, isEarlier: false });
  };

/** The send that is in doubt: one under way still, or one of before a redrive, whose slot was given back. */
type Doubtful = (Doubt & { readonly isEarlier: true }) | (HeldSlot & { readonly isEarlier: false });

/** Whoever holds the slot without having sent looks again before it does, and meets the doubt. */
const earlierDoubt = (
  { doubt }: WaitingNotification,
  own: HeldSlot | undefined,
): Doubtful | undefined =>
  doubt === undefined || own?.phase === 'SENDING' ? undefined : { ...doubt, isEarlier: true };

/** A claim is another run at work, or dead until its lease ends; a send has the settle window. Neither counts as an attempt. */
function secondsUntilSettled({ phase, sentAtMs = 0 }: HeldSlot, nowMs: number): number {
  return phase === 'CLAIMED' ? MAX_WAIT_SECONDS : Math.ceil((sentAtMs + SETTLE_MS - nowMs) / 1000);
}

async function settle(
  deps: ReconcileDeps,
  notification: WaitingNotification,
  sent: Doubtful,
): Promise<ReconcileOutput> {
  const look = await lookForProof(deps, notification.intent, sent);
  const decision = {
    ...note(deps, look.kind),
    ...(look.kind === 'unreadable' && { evidence: { cause: look.cause } }),
    genesysCalls: look.calls,
  };
  const end = async (ending: Omit<Ending, 'decisions'>) => {
    const output = await conclude(deps, notification, { ...ending, decisions: [decision] });
    if (!sent.isEarlier) await releaseEnded(deps.ledger, sent);
    return output;
  };

  const { conversationId, channel } = sent;
  switch (look.kind) {
    case 'exact':
      return end({ reason: 'DELIVERED_TO_EXISTING', conversationId, messageId: look.messageId });
    case 'weak':
      return end({ reason: 'WEAK_MATCH', conversationId, messageId: look.messageId });
    case 'unreadable':
      return isLastLook(look, notification)
        ? end({ reason: 'ANSWER_LOST', conversationId, channel })
        : lookAgain(deps, notification, { look, decision });
    case 'absent':
      if (notification.intent.policy.whenInDoubt === 'park') {
        return end({ reason: 'ANSWER_LOST', conversationId });
      }
      return startOver(deps, notification, sent, decision);
  }
}

/** Certainly not sent, and the policy says to try again. */
async function startOver(
  deps: ReconcileDeps,
  notification: WaitingNotification,
  sent: Doubtful,
  decision: Decision,
): Promise<ReconcileOutput> {
  const output = await tryLater(deps, notification, {
    decisions: [decision],
    waitSeconds: 0,
    settlesDoubt: sent.isEarlier,
  });
  if (!sent.isEarlier) await deps.ledger.releaseSlot(sent.ticket, 'unsent');
  return output;
}

type Unreadable = Extract<Look, { kind: 'unreadable' }>;

/** Without a slot nobody has looked, and that is no look that failed. */
const isUnasked = ({ cause }: Unreadable): boolean => cause === API_BUDGET;

/** A conversation that can't be read proves nothing: it is asked again some times, and then a person has to look. */
const isLastLook = (look: Unreadable, { looks }: WaitingNotification): boolean =>
  look.isFinal || (looks + 1 >= MAX_LOOKS && !isUnasked(look));

async function lookAgain(
  deps: ReconcileDeps,
  { intent: { notificationKey } }: WaitingNotification,
  { look, decision }: { look: Unreadable; decision: Decision },
): Promise<ReconcileOutput> {
  const later = { kind: 'later', notificationKey, waitSeconds: MAX_WAIT_SECONDS } as const;
  if (isUnasked(look)) return later;
  const looks = await deps.ledger.noteAttempt({
    notificationKey,
    kind: 'look',
    decisions: [decision],
    dueAtMs: deps.clock.nowMs() + NEXT_LOOK_MS,
  });
  return looks > 0 ? later : { kind: 'nothing' };
}

const note = ({ clock }: ReconcileDeps, decision: string) => ({
  at: new Date(clock.nowMs()).toISOString(),
  step: 'Reconcile',
  decision,
});

/** The recipient's slot, if this notification is the one that holds it. */
async function fetchOwnSlot(ledger: Ledger, notification: Notification, notificationKey: string) {
  const { recipientRef } = notification.kind === 'waiting' ? notification.intent : notification;
  const slot = await ledger.fetchSlot(recipientRef);
  return slot.kind === 'held' && slot.ticket.notificationKey === notificationKey ? slot : undefined;
}
