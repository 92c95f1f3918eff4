import * as v from 'valibot';

const outputsSchema = v.object({
  PostMessageFunctionName: v.string(),
  BusName: v.string(),
  BusArn: v.string(),
  PartnerBusName: v.optional(v.string()),
  SessionsTableName: v.string(),
  LedgerTableName: v.string(),
  OAuthClientSecretArn: v.string(),
  ScheduleGroupName: v.string(),
  ScheduleRoleArn: v.string(),
  StateMachineArn: v.string(),
  RejectedEventsUrl: v.string(),
  UnreadableEventsUrl: v.string(),
  UndeliveredEventsUrl: v.string(),
});

/** What the stack tells those who use it. */
export type StackOutputs = v.InferOutput<typeof outputsSchema>;

/** Throws when a deployment has not got the outputs that the story uses. */
export function readOutputs(outputs: Readonly<Record<string, string>>): StackOutputs {
  return v.parse(outputsSchema, outputs);
}
