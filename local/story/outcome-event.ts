import * as v from 'valibot';
import { conclusionSchema } from '../../lambda/contract/outcomes';
import { problemSchema, type Problem } from '../../lambda/contract/problems';
import type { BusEvent } from './event-inbox';

const rejectionSchema = v.object({
  outcome: v.literal('REJECTED'),
  reason: v.literal('INVALID_EVENT'),
  nextStep: v.string(),
  eventId: v.string(),
  problems: v.array(problemSchema),
});

/** How a request ended, as the bus told it. */
export interface Ending {
  readonly notificationKey: string | null;
  readonly outcome: string;
  readonly reason: string;
  readonly nextStep: string;
  readonly conversationId: string | null;
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
  readonly genesysCalls: number;
  /** Null when the event does not say it. */
  readonly endedAtMs: number | null;
}

/** Reads an outcome event by the contract; throws when it is none. */
export function readEnding({ detail }: BusEvent): Ending {
  const rejection = v.safeParse(rejectionSchema, detail);
  if (rejection.success) {
    const { outcome, reason, nextStep, problems } = rejection.output;
    const unknown = { notificationKey: null, conversationId: null, endedAtMs: null };
    return { outcome, reason, nextStep, problems, ...unknown, missing: [], genesysCalls: 0 };
  }
  const conclusion = v.parse(conclusionSchema, detail);
  const { conversationId = null, missing = [], concludedAt, ...rest } = conclusion;
  return { ...rest, conversationId, missing, problems: [], endedAtMs: Date.parse(concludedAt) };
}

const occurrenceSchema = v.object({ occurrence: v.string() });

/** Whether an event is about an occurrence: a request for it, or how it ended. */
export const isAbout =
  (occurrence: string) =>
  ({ detail }: BusEvent): boolean => {
    const parsed = v.safeParse(occurrenceSchema, detail);
    return parsed.success && parsed.output.occurrence === occurrence;
  };
