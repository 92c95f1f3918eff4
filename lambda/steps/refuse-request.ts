import type { Problem } from '../contract/problems';
import type { StepOutput } from '../contract/workflow';
import { nextStepFor, outcomeOf } from '../domain/reasons';
import type { Clock } from '../domain/ports';
import { toConcluded } from './conclude';
import { inDetail } from './read-request';
import type { IdentifiedRequest } from './store-request';

/** What a refused event is named by; the event itself is kept by the workflow. */
interface RefusedEvent {
  readonly eventId: string;
  readonly eventType: string;
}

type Rejected = Extract<StepOutput, { kind: 'invalid' }>;

/** Refuses an event for problems whose paths begin at the event itself. */
export function rejectAs({
  eventId,
  eventType,
  problems,
}: RefusedEvent & { readonly problems: Problem[] }): Rejected {
  const reason = 'INVALID_EVENT';
  const nextStep = nextStepFor(reason);
  return {
    kind: 'invalid',
    rejection: {
      version: '1',
      outcome: 'REJECTED',
      reason,
      nextStep,
      eventId,
      eventType,
      problems,
    },
  };
}

/** Refuses an event for problems that show only when it is read against the stage, the clock or the ledger. */
export const reject = (
  { eventId, eventType }: RefusedEvent,
  problems: readonly Problem[],
): Rejected => rejectAs({ eventId, eventType, problems: inDetail(problems) });

/** The stored request stands; the contradicting one is refused aloud and changes nothing. */
export function contradiction(
  clock: Clock,
  request: IdentifiedRequest,
): Extract<StepOutput, { kind: 'concluded' }> {
  const reason = 'BODY_MISMATCH';
  return toConcluded({
    version: '1',
    notificationKey: request.notificationKey,
    outcome: outcomeOf(reason),
    reason,
    nextStep: nextStepFor(reason),
    occurrence: request.occurrence,
    type: request.type,
    requestId: request.requestId,
    genesysCalls: 0,
    concludedAt: new Date(clock.nowMs()).toISOString(),
  });
}
