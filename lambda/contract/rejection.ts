import * as v from 'valibot';
import { problemSchema } from './problems';

/** Detail of a `NotificationRejected` about an event that can't be used: it has no notification, only its own id. */
export const rejectionSchema = v.object({
  version: v.literal('1'),
  outcome: v.literal('REJECTED'),
  reason: v.literal('INVALID_EVENT'),
  nextStep: v.string(),
  eventId: v.string(),
  eventType: v.string(),
  problems: v.array(problemSchema),
});
export type Rejection = v.InferOutput<typeof rejectionSchema>;
