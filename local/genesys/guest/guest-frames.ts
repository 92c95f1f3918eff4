import * as v from 'valibot';

const required = v.pipe(v.string(), v.minLength(1));
const tracing = { tracingId: v.optional(v.string()) };

const channelSchema = v.optional(
  v.object({
    metadata: v.optional(
      v.object({ customAttributes: v.optional(v.record(v.string(), v.unknown())) }),
    ),
  }),
);

const textSchema = v.object({
  type: v.literal('Text'),
  text: v.string(),
  channel: channelSchema,
});

const eventSchema = v.object({
  type: v.literal('Event'),
  events: v.pipe(
    v.array(
      v.object({
        eventType: v.literal('Presence'),
        presence: v.object({ type: v.picklist(['Join', 'Clear']) }),
      }),
    ),
    v.minLength(1),
  ),
});

/** The frames that a guest's browser sends; those of attachments and logged-in guests are not simulated. */
export const guestFrameSchema = v.variant('action', [
  v.object({
    action: v.literal('configureSession'),
    deploymentId: required,
    token: required,
    startNew: v.optional(v.boolean(), false),
    ...tracing,
  }),
  v.object({
    action: v.literal('onMessage'),
    token: required,
    message: v.variant('type', [textSchema, eventSchema]),
    // Clients disagree on whether the channel belongs inside the message or beside it.
    channel: channelSchema,
    ...tracing,
  }),
  v.object({
    action: v.literal('echo'),
    token: required,
    message: v.object({ text: v.optional(v.string(), 'ping') }),
    ...tracing,
  }),
  v.object({ action: v.literal('getJwt'), token: required, ...tracing }),
  v.object({
    action: v.literal('closeSession'),
    token: required,
    closeAllConnections: v.optional(v.boolean(), false),
    ...tracing,
  }),
  v.object({ action: v.literal('disconnectCustomer'), token: required, ...tracing }),
  v.object({ action: v.literal('getConfiguration'), deploymentId: required, ...tracing }),
]);
export type GuestFrame = v.InferOutput<typeof guestFrameSchema>;

/** Known to the protocol, but not to this simulator. */
export const unavailableActions: readonly string[] = [
  'configureAuthenticatedSession',
  'onAttachment',
  'getAttachment',
  'deleteAttachment',
  'resumeToken',
];

export const guestErrors = {
  featureUnavailable: 4000,
  sessionExpired: 4006,
  sessionNotFound: 4007,
  messageTooLong: 4011,
  customAttributesTooLarge: 4013,
  missingParameter: 4020,
  rateTooHigh: 4029,
  unexpected: 5000,
} as const;

export interface ServerFrame {
  readonly type: 'response' | 'message';
  readonly class: string;
  readonly code: number;
  readonly body: unknown;
}

export const toErrorFrame = (code: number, body: string): ServerFrame => ({
  type: 'response',
  class: 'string',
  code,
  body,
});

export const toResponseFrame = (className: string, body: unknown): ServerFrame => ({
  type: 'response',
  class: className,
  code: 200,
  body,
});

export const toMessageFrame = (body: unknown): ServerFrame => ({
  type: 'message',
  class: 'StructuredMessage',
  code: 200,
  body,
});
