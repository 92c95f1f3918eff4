import type { DeployedStage } from './deployed-stage';
import type { ThreadPayload } from './genesys-caller';
import type { GenesysControl, OAuthClient } from './genesys-control';
import type { GenesysTruth } from './genesys-truth';
import type { NotificationRecord } from './story-report';

/** The contact centre of the story, and what really happens there. */
export interface Genesys {
  readonly api: string;
  readonly login: string;
  readonly control: GenesysControl;
  readonly truth: GenesysTruth;
  /** The web deployment that the customers use. */
  readonly deploymentId: string;
  /** The OAuth client of the application, which is not the stack's. */
  readonly applicationClient: OAuthClient;
}

/** Everything the steps have in common. */
export interface Scene {
  readonly genesys: Genesys;
  readonly stage: DeployedStage;
  /** The payload of the forum thread; its ids are those of the first customer. */
  readonly payload: ThreadPayload;
  /** How the notifications ended, in the order of the story. */
  readonly records: NotificationRecord[];
  /** Whether the stage is in a real account. */
  readonly isAws: boolean;
  /** Follows every id of the story; empty where nothing is left from an earlier run. */
  readonly suffix: string;
  /** Texts that a customer was promised, in the order of the story. */
  readonly promisedTexts: string[];
}

/** A customer's conversation that both sides know. */
export interface KnownConversation {
  readonly conversationId: string;
}
