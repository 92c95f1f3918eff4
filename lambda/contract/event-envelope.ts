import * as v from 'valibot';

/** What we read of an EventBridge event. The detail is parsed by the schema of its detail type. */
export const eventEnvelopeSchema = v.object({
  id: v.optional(v.string(), ''),
  /** When it happened, by its publisher's clock. */
  time: v.optional(v.string()),
  'detail-type': v.string(),
  detail: v.unknown(),
});
export type EventEnvelope = v.InferOutput<typeof eventEnvelopeSchema>;
