import type { Reason } from '../contract/outcomes';
import type { StepOutput } from '../contract/workflow';
import { nextStepFor, outcomeOf } from '../domain/reasons';
import type { Clock, Identity, Ledger } from '../domain/ports';
import type { Notification } from '../domain/notification';
import { toConcluded } from './conclude';
import { keysOf } from './store-request';
import type { NotificationIdentity } from './store-request';

export interface EndEarlyDeps {
  readonly ledger: Pick<Ledger, 'storeEarlyEnd'>;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly clock: Clock;
}

type EndedEarly =
  | Extract<StepOutput, { kind: 'concluded' }>
  | { readonly kind: 'known'; readonly known: Notification };

/**
 * Ends what has not been requested, in one write: its row never holds a text or a due time of a message, so there
 * is no moment at which a sweep could send it. Whoever requests it later is told how it stands.
 */
export async function endEarly(
  deps: EndEarlyDeps,
  identity: NotificationIdentity,
  end: { readonly reason: Reason; readonly requestedBy: string },
): Promise<EndedEarly> {
  const { reason, requestedBy } = end;
  const { notificationKey, recipientRef } = await keysOf(deps.identity.keyedHash, identity);
  const at = new Date(deps.clock.nowMs()).toISOString();
  const conclusion = {
    version: '1' as const,
    notificationKey,
    outcome: outcomeOf(reason),
    reason,
    nextStep: nextStepFor(reason),
    occurrence: identity.occurrence,
    type: identity.type,
    genesysCalls: 0,
    concludedAt: at,
  };
  const stored = await deps.ledger.storeEarlyEnd({
    conclusion,
    recipientRef,
    requestedBy,
    decisions: [{ at, step: 'Load session', decision: reason }],
  });
  return stored.kind === 'stored' ? toConcluded(conclusion) : stored;
}
