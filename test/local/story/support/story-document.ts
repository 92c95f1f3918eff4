import * as v from 'valibot';

const conversationId = v.pipe(v.string(), v.uuid());

/** What `--json` promises, to the letter. */
export const storyDocumentSchema = v.strictObject({
  ok: v.boolean(),
  steps: v.array(
    v.strictObject({
      name: v.string(),
      title: v.string(),
      ok: v.boolean(),
      ms: v.number(),
      lines: v.array(
        v.strictObject({
          kind: v.picklist(['received', 'decided', 'sent', 'note']),
          text: v.string(),
        }),
      ),
      checks: v.array(
        v.strictObject({
          promise: v.string(),
          kept: v.boolean(),
          expected: v.string(),
          found: v.string(),
        }),
      ),
      error: v.optional(v.string()),
    }),
  ),
  notifications: v.array(
    v.strictObject({
      notificationKey: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z2-7]{52}$/))),
      outcome: v.string(),
      reason: v.string(),
      conversationId: v.nullable(conversationId),
      genesysCalls: v.number(),
    }),
  ),
  transcripts: v.record(
    conversationId,
    v.array(
      v.strictObject({
        direction: v.picklist(['inbound', 'outbound']),
        text: v.string(),
        time: v.pipe(v.string(), v.isoTimestamp()),
      }),
    ),
  ),
  timings: v.strictObject({
    deployedMs: v.number(),
    firstDeliveryMs: v.number(),
    totalMs: v.number(),
  }),
});
export type StoryDocument = v.InferOutput<typeof storyDocumentSchema>;
