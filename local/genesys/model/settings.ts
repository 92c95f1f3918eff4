import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * Every question that Genesys's documentation leaves open, and every figure that differs between orgs, is one entry
 * here, so that a test can play either answer.
 */
export const settingsSchema = v.strictObject({
  anonymousContactsAddressable: v.boolean(),
  agentlessNeedsLiveGuestSession: v.boolean(),
  agentlessAnswer: v.picklist(['200', '202', '202-without-body']),
  agentlessOriginatingEntity: v.picklist(['Bot', 'Human']),
  agentlessSenderName: v.string(),
  agentlessWithinThreadingWindow: v.picklist([
    'same-conversation',
    'existing.conversation',
    'new-conversation',
  ]),
  agentlessLeavesConversation: v.picklist(['connected', 'disconnected']),
  agentlessChecksDivision: v.boolean(),
  agentlessChannels: v.array(v.picklist(['sms', 'whatsapp', 'open', 'apple'])),
  unknownAddresseeStatus: v.picklist([400, 404]),
  messagesListedUnder: v.picklist(['speaker', 'speaker-and-customer']),
  webmessagingTextLimit: positive,
  outboundUsageCap: v.nullable(count),
  messagesPerConversation: v.nullable(count),
  clientCredentialsMaySendOnCommunication: v.boolean(),
  missedMessagesStayInHistory: v.boolean(),
  undeliveredEvents: v.boolean(),
  undeliveredEventDelayMs: count,
  sessionExpiryUnit: v.picklist(['seconds', 'milliseconds']),
  threadingWindowMinutes: v.pipe(count, v.maxValue(4320)),
  guestSessionDurationSeconds: positive,
  sessionExpiryEndsConversation: v.boolean(),
  guestMessagesPerSecond: positive,
  requestsPerMinute: positive,
  rateWindowMs: positive,
  rateWindow: v.picklist(['aligned', 'anchored', 'sliding']),
  rateRefusalCode: v.picklist(['too.many.requests.retry.after', 'too.many.requests']),
  requestBytesMax: positive,
  loginRefusalStatus: v.picklist([400, 401]),
  expiredTokenCode: v.picklist(['bad.credentials', 'credentials.expired']),
  threadMissingScope: v.picklist(['masked-409', 'plain-403']),
  threadCreationNeedsScope: v.boolean(),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const settingsPatchSchema = v.partial(settingsSchema);

export const defaultSettings: Settings = {
  anonymousContactsAddressable: true,
  agentlessNeedsLiveGuestSession: false,
  agentlessAnswer: '200',
  agentlessOriginatingEntity: 'Bot',
  agentlessSenderName: 'Support',
  agentlessWithinThreadingWindow: 'same-conversation',
  agentlessLeavesConversation: 'connected',
  agentlessChecksDivision: false,
  agentlessChannels: ['sms', 'whatsapp', 'open', 'apple'],
  unknownAddresseeStatus: 404,
  messagesListedUnder: 'speaker',
  // The field's description says 2000, the error's text 4000: the stricter one is the default.
  webmessagingTextLimit: 2000,
  outboundUsageCap: null,
  messagesPerConversation: null,
  clientCredentialsMaySendOnCommunication: true,
  missedMessagesStayInHistory: true,
  undeliveredEvents: true,
  undeliveredEventDelayMs: 1000,
  sessionExpiryUnit: 'seconds',
  threadingWindowMinutes: 4320,
  guestSessionDurationSeconds: 259_200,
  sessionExpiryEndsConversation: false,
  guestMessagesPerSecond: 2,
  requestsPerMinute: 300,
  rateWindowMs: 60_000,
  rateWindow: 'aligned',
  rateRefusalCode: 'too.many.requests.retry.after',
  requestBytesMax: 512_000,
  loginRefusalStatus: 401,
  expiredTokenCode: 'bad.credentials',
  threadMissingScope: 'masked-409',
  threadCreationNeedsScope: false,
};
