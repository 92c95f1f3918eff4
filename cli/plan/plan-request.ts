import type { Problem } from '../../lambda/contract/problems';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import type { LoadSessionOutput } from '../../lambda/contract/workflow';
import { admits } from '../../lambda/domain/guardrails';
import type { Audience } from '../../lambda/domain/guardrails';
import { nextStepFor, outcomeOf } from '../../lambda/domain/reasons';
import { loadSession } from '../../lambda/steps/load-session';
import type { LoadSessionDeps } from '../../lambda/steps/load-session';
import { readOnlyLedger } from './read-only-ledger';
import type { FileRow } from './read-requests';

/** What would become of a request if it came now. */
export type Forecast =
  /** The registry decides here what Genesys decides when it is sent. */
  | { readonly kind: 'send'; readonly into: 'existing' | 'new' | 'channel' }
  | { readonly kind: 'held'; readonly reason: string; readonly until: string }
  | {
      readonly kind: 'refused';
      readonly outcome: string;
      readonly reason: string;
      readonly nextStep: string;
    }
  /** The ledger knows the very same request: it is waiting or under way. */
  | { readonly kind: 'known' }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

export interface PlannedRow {
  readonly line: number;
  readonly occurrence?: string;
  readonly forecast: Forecast;
}

export interface PlanDeps extends LoadSessionDeps {
  readonly audience: Audience;
}

/** Runs a request through the very step that would take it in, over a ledger that writes nothing. */
export async function planRow(deps: PlanDeps, row: FileRow): Promise<PlannedRow> {
  if (row.kind === 'invalid') {
    return { line: row.line, forecast: { kind: 'invalid', problems: row.problems } };
  }
  const event = { id: 'plan', 'detail-type': NOTIFICATION_REQUESTED, detail: row.detail };
  const { contactId, occurrence } = row.detail;
  const planned = { ...deps, ledger: readOnlyLedger(deps.ledger) };
  return { line: row.line, occurrence, forecast: await forecast(planned, event, contactId) };
}

/** Lets the stack's own step take an event in. The ledger of `deps` must be one that writes nothing. */
export async function forecast(
  deps: PlanDeps,
  event: object,
  contactId: string,
): Promise<Forecast> {
  const output = await loadSession(deps)({ executionName: 'plan', event });
  const reason = admits(deps.audience, contactId);
  if (!isSending(output) || reason === undefined) return toForecast(output);
  return { kind: 'refused', outcome: outcomeOf(reason), reason, nextStep: nextStepFor(reason) };
}

type Sending = Extract<LoadSessionOutput, { kind: 'ready' | 'new' | 'fallback' }>;

const WAYS = { ready: 'existing', new: 'new', fallback: 'channel' } as const;

const isSending = (output: LoadSessionOutput): output is Sending => output.kind in WAYS;

function toForecast(output: LoadSessionOutput): Forecast {
  if (isSending(output)) return { kind: 'send', into: WAYS[output.kind] };
  switch (output.kind) {
    case 'held':
      return { kind: 'held', reason: output.held.reason, until: output.held.heldUntil };
    case 'concluded': {
      const { outcome, reason, nextStep } = output.conclusion;
      return { kind: 'refused', outcome, reason, nextStep };
    }
    case 'invalid':
      return { kind: 'invalid', problems: output.rejection.problems };
    case 'nothing':
    case 'doubt':
      return { kind: 'known' };
  }
}
