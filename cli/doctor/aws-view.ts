/** What can be seen of a deployed stack. Every method only reads; what AWS refuses or cannot answer is thrown. */
export interface AwsView {
  identify(): Promise<Identity>;
  readStack(): Promise<StackState>;
  readFunctions(): Promise<readonly FunctionState[]>;
  readWorkflows(): Promise<readonly NamedState[]>;
  /** Tables by their names: an app may have brought its own. */
  readTables(names: readonly string[]): Promise<readonly NamedState[]>;
  /** Keys of the stack; none when the app has brought its own. */
  readKeys(): Promise<readonly KeyState[]>;
  readRules(): Promise<readonly RuleState[]>;
  /** Name of the bus that Genesys publishes on, which is the name of its event source. */
  readPartnerBus(): Promise<string | undefined>;
  /** State of the event source of that name at EventBridge; undefined when there is none. */
  readPartnerSource(name: string): Promise<string | undefined>;
  readIntakes(): Promise<readonly NamedState[]>;
  /** Milliseconds since the epoch of the newest conversation event that was read in the last day. */
  readNewestEventMs(namespace: string): Promise<number | undefined>;
  readLiveSession(sessionsTable: string): Promise<LiveSession | undefined>;
  readFailureQueues(): Promise<readonly QueueDepth[]>;
  readSchedules(): Promise<readonly NamedState[]>;
  /** Sweeps that were counted, or left a line in the log, since then. */
  countSweeps(namespace: string, sinceMs: number): Promise<number>;
  readAlarms(): Promise<readonly NamedState[]>;
  readPause(ledgerTable: string): Promise<Pause>;
  readConcurrency(): Promise<Concurrency>;
  describeSecret(arn: string): Promise<SecretState>;
  readSecret(arn: string): Promise<string>;
}

export interface Identity {
  readonly region: string;
  readonly account: string;
  readonly arn: string;
  /** How far AWS's clock is ahead of ours; undefined when the answer has no date. */
  readonly aheadMs?: number;
}

export type StackState =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'found';
      readonly status: string;
      readonly resources: number;
      readonly createdAtMs?: number;
    };

/** State of a part that the stack has made and somebody has deleted behind its back. */
export const MISSING = 'MISSING';

/** `state` is AWS's own word, or `MISSING`. */
export interface NamedState {
  readonly name: string;
  readonly state: string;
}

export interface FunctionState extends NamedState {
  /** How its last update went. */
  readonly lastUpdate: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Why its variables may not be read; undefined when they may. */
  readonly hiddenBy?: string;
}

export interface KeyState extends NamedState {
  readonly isRotated: boolean;
}

export interface RuleState extends NamedState {
  readonly targets: number;
}

export interface LiveSession {
  readonly conversationId: string;
  readonly lastEventMs?: number;
}

export interface QueueDepth {
  /** Of its alarm, and with it of its heading in the runbook. */
  readonly name: string;
  /** Undefined when the queue is missing. */
  readonly messages?: number;
}

export interface Pause {
  readonly everything: boolean;
  readonly types: readonly string[];
}

export interface Concurrency {
  readonly limit: number;
  readonly unreserved: number;
}

export type SecretState =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'found';
      /** It is scheduled for deletion. */
      readonly isDeleted: boolean;
      readonly changedAtMs?: number;
      /** It has had another value before. */
      readonly hasPrevious: boolean;
    };
