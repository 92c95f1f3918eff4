import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Attribute } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BY_DUE_INDEX, BY_WAKE_INDEX } from '../lambda/contract/ledger-table';
import {
  BY_CONTACT_INDEX,
  BY_STALE_INDEX,
  BY_WEBCHAT_SESSION_INDEX,
} from '../lambda/contract/sessions-table';

export interface DataStoreProps {
  /** Encrypts both tables, and with them every message text that waits. */
  readonly encryptionKey: IKey;
  /** Whether the tables outlive the stack, protected from deletion. */
  readonly retainData: boolean;
}

/** The two tables: what we know of conversations, and the truth about notifications and recipients. */
export class DataStore extends Construct {
  readonly sessions: Table;
  readonly ledger: Table;

  constructor(scope: Construct, id: string, props: DataStoreProps) {
    super(scope, id);

    this.sessions = this.table('Sessions', 'conversationId', props);
    this.sessions.addGlobalSecondaryIndex({
      indexName: BY_CONTACT_INDEX,
      partitionKey: text('contactId'),
      sortKey: { name: 'startedAtMs', type: AttributeType.NUMBER },
      projectionType: ProjectionType.ALL,
    });
    this.sessions.addGlobalSecondaryIndex({
      indexName: BY_WEBCHAT_SESSION_INDEX,
      partitionKey: text('webchatSessionId'),
      projectionType: ProjectionType.ALL,
    });
    this.sessions.addGlobalSecondaryIndex({
      indexName: BY_STALE_INDEX,
      partitionKey: text('stalePartition'),
      sortKey: { name: 'staleAtMs', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.ledger = this.table('Ledger', 'pk', props);
    this.ledger.addGlobalSecondaryIndex({
      indexName: BY_DUE_INDEX,
      partitionKey: text('duePartition'),
      sortKey: { name: 'dueAtMs', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // Sparse by its sort key: only what waits for an event about its recipient has one.
    this.ledger.addGlobalSecondaryIndex({
      indexName: BY_WAKE_INDEX,
      partitionKey: text('recipientRef'),
      sortKey: text('wakeOn'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** `Table` rather than `TableV2`: the security packs do not look at the latter (docs/adr/0008). */
  private table(id: string, partitionKey: string, props: DataStoreProps): Table {
    return new Table(this, id, {
      partitionKey: text(partitionKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: props.retainData,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
