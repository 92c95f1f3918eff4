import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { channelKindSchema } from '../contract/channels';
import { conclusionSchema } from '../contract/outcomes';
import type { Conclusion, Decision, Outcome } from '../contract/outcomes';
import { policySchema } from '../contract/policy';
import { prioritySchema } from '../contract/priority';
import { storedDecisionSchema, toStoredDecision } from '../contract/stored-decision';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Intent } from '../domain/notification';
import { nextStepFor } from '../domain/reasons';
import { jsonAttribute, S } from './attribute-values';

/*
 * What a ledger row keeps as JSON, written as short as it can be read back: a write is billed by the kilobyte, and what
 * has an attribute of its own, or follows from the reason, need not be said twice. Rows of before say everything, and
 * are read as well (docs/adr/0039).
 */

/** Checked at intake; here it only has to be readable. */
const channelSchema = v.object({ kind: channelKindSchema, to: v.string(), from: v.string() });

/** A request that stands alone, as one that was put aside does. */
export const intentSchema = v.object({
  notificationKey: v.string(),
  recipientRef: v.string(),
  contactId: v.string(),
  type: v.string(),
  occurrence: v.string(),
  text: v.string(),
  bodyHash: v.string(),
  // Terms that are younger than the row have their default.
  policy: policySchema,
  priority: prioritySchema,
  senderId: v.optional(v.string()),
  webchatSessionId: v.optional(v.string()),
  conversationId: v.optional(v.string()),
  channels: v.optional(v.array(channelSchema)),
  notBeforeMs: v.optional(v.number()),
  deliverByMs: v.optional(v.number()),
  requestedAtMs: v.number(),
  requestId: v.optional(v.string()),
  requestedBy: v.string(),
});

/** The request beside the attributes that say whose row it is and who asked. */
const storedIntentSchema = v.omit(intentSchema, [
  'notificationKey',
  'recipientRef',
  'bodyHash',
  'requestedBy',
]);
export const storedIntentAttribute = jsonAttribute(storedIntentSchema);
export const storedIntent = (intent: Intent): AttributeValue =>
  S(JSON.stringify(parseOwn(storedIntentSchema, intent, 'a request to store')));

const storedConclusionSchema = v.omit(conclusionSchema, [
  'version',
  'notificationKey',
  'outcome',
  'nextStep',
]);
export const storedConclusionAttribute = jsonAttribute(storedConclusionSchema);
export const storedConclusion = (conclusion: Conclusion): AttributeValue =>
  S(JSON.stringify(parseOwn(storedConclusionSchema, conclusion, 'an outcome to store')));

/** The outcome as it was told. What to do next is said in the words of today. */
export const toConclusion = (
  row: { readonly notificationKey: string; readonly outcome: Outcome },
  stored: v.InferOutput<typeof storedConclusionSchema>,
): Conclusion => ({
  version: '1',
  ...row,
  nextStep: nextStepFor(stored.reason, stored),
  ...stored,
});

/** One text for each decision, so that one can be appended without reading the others. */
export const storedDecisions = (decisions: readonly Decision[]): AttributeValue => ({
  L: decisions.map((each) => S(JSON.stringify(toStoredDecision(each)))),
});
export const storedDecisionsAttribute = v.pipe(
  v.object({ L: v.array(jsonAttribute(storedDecisionSchema)) }),
  v.transform(({ L: decisions }) => decisions),
);
