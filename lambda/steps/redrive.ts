import type { Clock, Ledger } from '../domain/ports';
import { mayBeRedriven } from '../domain/notification';
import type { Notification } from '../domain/notification';
import type { Reopening } from '../domain/ports-redriving';
import { NEXT_LOOK_MS } from '../contract/timeouts';

export interface RedriveDeps {
  readonly ledger: Pick<Ledger, 'fetchNotification' | 'fetchAside' | 'reopen'>;
  readonly clock: Clock;
}

/** Why a notification gets no second chance, or that it gets one. */
export type Redriven =
  | 'reopened'
  | 'unknown'
  /** It is under way already. */
  | 'inHand'
  /** It was sent, or ended for a reason that no second attempt would change. */
  | 'final'
  /** Its text and contact are not kept any more. */
  | 'forgotten'
  /** Somebody else was faster. */
  | 'overtaken';

/**
 * Lets a notification that was held, refused or parked wait again, in one conditional write. Nothing is sent here: the
 * attempt that follows meets every rule anew, and first settles a doubt that was left.
 */
export async function redrive(
  { ledger, clock }: RedriveDeps,
  { notificationKey, redrives }: { readonly notificationKey: string; readonly redrives: number },
): Promise<Redriven> {
  const known = await ledger.fetchNotification(notificationKey);
  if (known === undefined) return 'unknown';
  const change = await chanceFor(ledger, known, notificationKey);
  if (typeof change === 'string') return change;
  const nowMs = clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const written = await ledger.reopen({
    notificationKey,
    redrives,
    change,
    decisions: [{ at, step: 'Load session', decision: 'redriven' }],
    dueAtMs: nowMs + NEXT_LOOK_MS,
  });
  return written === 'reopened' ? 'reopened' : 'overtaken';
}

async function chanceFor(
  ledger: RedriveDeps['ledger'],
  known: Notification,
  notificationKey: string,
): Promise<Reopening['change'] | Extract<Redriven, 'inHand' | 'final' | 'forgotten'>> {
  if (known.kind === 'waiting') return known.hold === undefined ? 'inHand' : { kind: 'release' };
  if (!mayBeRedriven(known.conclusion.outcome)) return 'final';
  const intent = await ledger.fetchAside(notificationKey);
  return intent === undefined ? 'forgotten' : { kind: 'reopen', intent };
}
