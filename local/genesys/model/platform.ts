import { createClock, type Clock } from './clock';
import type { Conversation, Message } from './conversation';
import type { GuestSession } from './guest-session';
import { createIdentifiers, type Identifiers } from './identifiers';
import type { AccessToken, OAuthClient } from './oauth-client';
import { defaultSettings, type Settings } from './settings';

export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly divisionId: string;
  readonly anonymous: boolean;
}

export interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly divisionId: string;
  threadingWindowMinutes: number | undefined;
  disconnectType: 'Send' | 'ReadOnly';
  clearAllowed: boolean;
}

/** A change that the platform publishes; `topic` still has the literal `{id}`. */
export interface Announcement {
  readonly topic: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an open Messenger is told. */
export type GuestNotice =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'disconnected'; readonly readOnly: boolean }
  | { readonly kind: 'tabClosed' };

export interface Listeners {
  announced: (announcement: Announcement) => void;
  noticed: (guestToken: string, notice: GuestNotice) => void;
}

/** The whole of one Genesys org, without any transport. */
export interface Platform {
  readonly organization: { readonly id: string; readonly name: string };
  readonly homeDivisionId: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly listeners: Listeners;
  readonly contacts: Map<string, Contact>;
  readonly deployments: Map<string, Deployment>;
  readonly oauthClients: Map<string, OAuthClient>;
  readonly tokens: Map<string, AccessToken>;
  readonly conversations: Map<string, Conversation>;
  readonly conversationsByRecipient: Map<string, Conversation[]>;
  readonly guestSessions: Map<string, GuestSession>;
  /** Bearers of the guest's history call, by JWT. */
  readonly guestJwts: Map<string, { readonly guestToken: string; readonly expiresAt: number }>;
  readonly counters: { agentlessMessages: number; conversationsStarted: number };
  settings: Settings;
}

export interface PlatformOptions {
  readonly seed: string;
  readonly realNow?: (() => number) | undefined;
  readonly organizationId?: string | undefined;
}

export const createPlatform = ({ seed, realNow, organizationId }: PlatformOptions): Platform => {
  const identifiers = createIdentifiers(seed);
  return {
    organization: {
      id: organizationId ?? identifiers.uuid('organization'),
      name: 'Simulated organization',
    },
    homeDivisionId: identifiers.uuid('home-division'),
    clock: createClock(realNow),
    identifiers,
    listeners: { announced: () => undefined, noticed: () => undefined },
    contacts: new Map(),
    deployments: new Map(),
    oauthClients: new Map(),
    tokens: new Map(),
    conversations: new Map(),
    conversationsByRecipient: new Map(),
    guestSessions: new Map(),
    guestJwts: new Map(),
    counters: { agentlessMessages: 0, conversationsStarted: 0 },
    settings: defaultSettings,
  };
};

/** Empties the org; with the restarted id streams the same calls give the same ids again. */
export const emptyPlatform = (platform: Platform): void => {
  platform.contacts.clear();
  platform.deployments.clear();
  platform.oauthClients.clear();
  platform.tokens.clear();
  platform.conversations.clear();
  platform.conversationsByRecipient.clear();
  platform.guestSessions.clear();
  platform.guestJwts.clear();
  platform.counters.agentlessMessages = 0;
  platform.counters.conversationsStarted = 0;
  platform.identifiers.restart();
  platform.clock.reset();
  platform.settings = defaultSettings;
};
