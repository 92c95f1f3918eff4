import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import type { AttemptNote } from '../../lambda/domain/ports';
import type { ReconcileDeps } from '../../lambda/steps/reconcile';
import type { SendDeps } from '../../lambda/steps/send-notification';
import type { Intent } from '../../lambda/domain/notification';
import { NO_CONDITIONS } from './conditions';
import { anIntent } from './builders';
import { fixedClock } from './fixed-clock';
import { fixedKillSwitch } from './fixed-kill-switch';
import { fixedIdentity } from './fixed-identity';
import { createInMemoryLedger } from './in-memory-ledger';
import { NO_LIMITS } from './limits';
import { scriptedConversations } from './scripted-conversations';
import type { Script } from './scripted-conversations';

export const LEASE_MS = 40_000;
export const DEADLINE_MS = 10_000;

/** Time enough for everything. */
export const plenty = (): number => 30_000;

/** Everything a sending state needs, with one notification in the ledger. */
export async function sendStage(script: Script = {}, intent: Partial<Intent> = {}) {
  const ledger = createInMemoryLedger();
  const conversations = scriptedConversations(script);
  const clock = fixedClock();
  const killSwitch = fixedKillSwitch();
  const stored = anIntent(intent);
  await ledger.storeIntent(stored);
  const deps: SendDeps & ReconcileDeps = {
    ledger,
    killSwitch,
    audience: { kind: 'everybody' },
    conditions: NO_CONDITIONS,
    limits: NO_LIMITS,
    conversations,
    clock,
    sleep: async (ms) => clock.advance(ms),
    identity: fixedIdentity(),
    sendDeadlineMs: DEADLINE_MS,
    leaseMs: LEASE_MS,
  };
  const posts = () => conversations.calls.sent.length + conversations.calls.started.length;
  return { deps, ledger, killSwitch, conversations, clock, intent: stored, posts };
}

export type SendStage = Awaited<ReturnType<typeof sendStage>>;

/** The slot of the notification's recipient, in one word. */
export async function slotOf({ ledger, intent }: SendStage): Promise<string> {
  const slot = await ledger.fetchSlot(intent.recipientRef);
  return slot.kind === 'held' ? slot.phase : slot.kind;
}

/** Somebody else holds the recipient. */
export async function occupy(
  { ledger, clock, intent }: Pick<SendStage, 'ledger' | 'clock' | 'intent'>,
  fields: { notificationKey: string; phase?: 'SENDING'; conversationId?: string },
): Promise<void> {
  const { recipientRef } = intent;
  const { notificationKey, phase, conversationId } = fields;
  const claim = { recipientRef, notificationKey, owner: 'somebody' };
  const { missingConsent } = NO_LIMITS;
  const nowMs = clock.nowMs();
  const claimed = await ledger.claimSlot({ ...claim, leaseMs: LEASE_MS, nowMs, missingConsent });
  if (claimed.kind !== 'claimed') throw new Error('the slot was not free');
  if (phase !== 'SENDING') return;
  const ticket = { ...claim, epoch: claimed.epoch };
  await ledger.writeAhead(ticket, { nowMs, missingConsent, conversationId });
}

/** Lets the notification have been counted so many times. */
export async function noteTimes(
  { ledger, clock, intent: { notificationKey } }: SendStage,
  kind: AttemptNote['kind'],
  times: number,
): Promise<void> {
  const note = { notificationKey, kind, decisions: [], dueAtMs: clock.nowMs() + NEXT_LOOK_MS };
  await Promise.all(Array.from({ length: times }, () => ledger.noteAttempt(note)));
}
