import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** What an app may bring instead of having it created. What is brought is never deleted, whatever `retainData` says. */
export interface OwnResources {
  /**
   * Where applications publish and outcomes appear. A statement of its policy keeps everybody but the workflow from
   * publishing as `proactive-messaging`; a bus of another account or region can't be used.
   *
   * @default - a bus is created
   */
  readonly eventBus?: IEventBus;

  /**
   * Encrypts tables, queues, secrets, variables of functions and what executions carry. The policy of a key that comes
   * from outside of the app is not touched: it must let this account delegate by IAM, and let
   * `events.amazonaws.com` (rules and buses), `logs.<region>.amazonaws.com` (log groups) and `delivery.logs.amazonaws.com` (the
   * log of the workflow) use it, as `letServicesUse` in `lib/encryption-key.ts` spells out.
   *
   * @default - a key that rotates is created
   */
  readonly encryptionKey?: IKey;

  /**
   * The registry of sessions. Partition key `conversationId` (S), TTL attribute `ttl`, and the indexes of
   * `SESSIONS_TABLE`. Synthesis checks a table of the same app; nobody checks any other.
   *
   * @default - a table is created
   */
  readonly sessionsTable?: ITable;

  /**
   * The ledger. Partition key `pk` (S), TTL attribute `ttl`, and the indexes of `LEDGER_TABLE`. Synthesis checks a
   * table of the same app; nobody checks any other. Never one that another instance uses: its sweeper would work on our rows.
   *
   * @default - a table is created
   */
  readonly ledgerTable?: ITable;
}
