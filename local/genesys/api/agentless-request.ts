import * as v from 'valibot';

const required = v.pipe(v.string(), v.minLength(1));

/** `SendAgentlessOutboundMessageRequest`; what each channel demands of it is a rule of its own. */
export const agentlessSchema = v.object({
  fromAddress: required,
  toAddress: v.nullish(v.string()),
  externalContactId: v.nullish(v.string()),
  toAddressMessengerType: v.picklist(['sms', 'whatsapp', 'open', 'webmessaging', 'apple']),
  textBody: v.nullish(v.string()),
  messagingTemplate: v.nullish(v.object({ responseId: required })),
  useExistingActiveConversation: v.nullish(v.boolean()),
});
export type AgentlessRequest = v.InferOutput<typeof agentlessSchema>;
