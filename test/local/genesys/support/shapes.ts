/** The fields that tests look at, in whatever answer they come. */
export interface Reply {
  readonly id: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly error: string;
  readonly issues: readonly { readonly field: string }[];
  readonly details: readonly { readonly fieldName: string }[];
  readonly limit: object;
  readonly access_token: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organizationId: string;
  readonly conversationId: string;
  readonly communicationId: string;
  readonly contactId: string;
  readonly state: string;
  readonly messages: number;
  readonly endTime: string | null;
  readonly customerReachable: boolean;
  readonly timestamp: string;
  readonly textBody: string;
  readonly entities: readonly object[];
  readonly settings: readonly object[];
  readonly source: string;
  readonly requestsPerMinute: number;
  readonly epochMs: number;
  readonly counters: Readonly<Record<string, number>>;
}

/** The answer of an agentless send, as far as tests read it. */
export interface SentReply extends Omit<Reply, 'message'> {
  readonly message: {
    readonly normalizedMessage: { readonly text: string; readonly originatingEntity: string };
  };
}

export interface Opened {
  readonly conversationId: string;
  readonly participantId: string;
  readonly communicationId: string;
  readonly webchatSessionId: string;
  readonly guestToken: string;
  readonly contactId: string;
}

export interface ConversationReply {
  readonly endTime?: string;
  readonly participants: readonly {
    readonly messages: readonly { readonly state: string; readonly messages: readonly object[] }[];
  }[];
}

export interface EventReply {
  readonly eventId: string;
  readonly 'detail-type': string;
  readonly detail: { readonly eventBody: Readonly<Record<string, unknown>> };
}

export interface TranscriptReply {
  readonly text: string;
  readonly direction: string;
}

export interface RequestReply {
  readonly seq: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ConversationView extends Opened {
  readonly state: string;
  readonly endTime: string | null;
  readonly messages: number;
  readonly customerReachable: boolean;
}

export interface EventSourceReply {
  readonly delivered: number;
  readonly queued: number;
  readonly lastError: string | null;
}
