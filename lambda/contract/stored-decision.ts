import * as v from 'valibot';
import { decisionSchema } from './outcomes';
import type { Decision } from './outcomes';

/** What `Date` can say. */
const MAX_INSTANT_MS = 8.64e15;

const { evidence, genesysCalls } = decisionSchema.entries;

/** When, where, what; then the calls to Genesys and the evidence, where there are any. */
const shortSchema = v.pipe(
  v.tuple([
    v.pipe(v.number(), v.minValue(-MAX_INSTANT_MS), v.maxValue(MAX_INSTANT_MS)),
    v.string(),
    v.string(),
    v.nullish(genesysCalls.wrapped),
    v.optional(evidence.wrapped),
  ]),
  v.transform(([atMs, step, decision, calls, seen]): Decision => ({
    at: new Date(atMs).toISOString(),
    step,
    decision,
    ...(seen && { evidence: seen }),
    ...(typeof calls === 'number' && { genesysCalls: calls }),
  })),
);

/** A decision as it stands in a row of the ledger: short, or by names as rows of before have it (docs/adr/0039). */
export const storedDecisionSchema = v.union([shortSchema, decisionSchema]);

/** What `storedDecisionSchema` reads again. The time is an instant as `Date` writes it. */
export function toStoredDecision(decided: Decision): readonly unknown[] {
  const what = [Date.parse(decided.at), decided.step, decided.decision];
  if (decided.evidence !== undefined) {
    return [...what, decided.genesysCalls ?? null, decided.evidence];
  }
  return decided.genesysCalls === undefined ? what : [...what, decided.genesysCalls];
}
