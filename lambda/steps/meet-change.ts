import type { Problem } from '../contract/problems';
import type { StepOutput } from '../contract/workflow';
import type { TimeFacts } from '../domain/times';
import { cancel } from './cancel';
import type { CancelDeps } from './cancel';
import { endEarly } from './end-early';
import type { ReadChange } from './read-change';
import { reschedule } from './reschedule';

/** A change an event asks for, and what it is read against. */
export interface AskedChange {
  readonly change: Extract<ReadChange, { kind: 'cancelled' | 'rescheduled' | 'endsEarly' }>;
  readonly facts: TimeFacts;
  /** The execution that asks. */
  readonly requestedBy: string;
}

export type MetChange =
  | Extract<StepOutput, { kind: 'concluded' | 'nothing' }>
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  /** It waits, and whoever goes on reads from the ledger for what. */
  | { readonly kind: 'moved'; readonly notificationKey: string };

/** Takes back or moves what was requested, or ends what no message comes of. */
export async function meetChange(
  deps: CancelDeps,
  { change, facts, requestedBy }: AskedChange,
): Promise<MetChange> {
  switch (change.kind) {
    case 'cancelled':
      return cancel(deps, change.change, requestedBy);
    case 'rescheduled':
      return reschedule(deps, change.change, facts);
    case 'endsEarly': {
      const ended = await endEarly(deps, change.identity, { reason: change.reason, requestedBy });
      // A redelivered event that is stale by now says nothing about what the first one led to.
      return ended.kind === 'known' ? { kind: 'nothing' } : ended;
    }
  }
}
