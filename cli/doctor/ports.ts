import type { Exchange } from '../../lambda/domain/answer';
import type { AwsView } from './aws-view';
import type { StageSettings, StageVariables } from './stage-settings';

/** What a check at Genesys may use. */
export interface GenesysPorts {
  readonly nowMs: () => number;
  readonly stage: () => Promise<StageSettings>;
  readonly genesys: GenesysView;
  /** A conversation that our registry holds for live: something real to read. */
  readonly knownConversation: () => Promise<string | undefined>;
  /** How far the clock of the functions is ahead of ours; undefined when there are no functions, or no word of them. */
  readonly functionsAheadMs: () => Promise<number | undefined>;
}

/** What a check of a deployed stack may use. */
export interface StackPorts extends GenesysPorts {
  readonly aws: AwsView;
  readonly variables: () => Promise<StageVariables>;
}

export type Login =
  | { readonly kind: 'token' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'unavailable'; readonly cause: string };

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** Genesys as the functions of the stage see it: the same hosts, the same OAuth client. */
export interface GenesysView {
  /** Whether the name has an address. */
  resolve(host: string): Promise<boolean>;
  /** Gets one token for the whole run; it is never shown. */
  logIn(): Promise<Login>;
  /** Asks with that token. Whoever calls makes sure that nothing can come of it. */
  ask(question: Question): Promise<Exchange>;
  /** What the token says of itself, asked once. */
  describeToken(): Promise<TimedExchange>;
}

export interface TimedExchange {
  readonly exchange: Exchange;
  /** How far Genesys's clock is ahead of ours; undefined when the answer has no date. */
  readonly aheadMs?: number;
}
