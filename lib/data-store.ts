import { RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledgements';
import type { OwnResources } from './own-resources';
import { useOwnTable } from './own-table';
import { LEDGER_TABLE, SESSIONS_TABLE } from './table-shapes';
import type { TableShape } from './table-shapes';

export interface DataStoreProps extends Pick<OwnResources, 'sessionsTable' | 'ledgerTable'> {
  /** Encrypts both tables, and with them every message text that waits. */
  readonly encryptionKey: IKey;
  /** Whether the tables outlive the stack, protected from deletion. */
  readonly retainData: boolean;
}

/** The two tables: what we know of conversations, and the truth about notifications and recipients. */
export class DataStore extends Construct {
  readonly sessions: ITable;
  readonly ledger: ITable;

  constructor(scope: Construct, id: string, props: DataStoreProps) {
    super(scope, id);

    this.sessions = props.sessionsTable
      ? useOwnTable(this, 'Sessions', props.sessionsTable, SESSIONS_TABLE)
      : this.table('Sessions', SESSIONS_TABLE, props);
    this.ledger = props.ledgerTable
      ? useOwnTable(this, 'Ledger', props.ledgerTable, LEDGER_TABLE)
      : this.table('Ledger', LEDGER_TABLE, props);
  }

  /** `Table` rather than `TableV2`: the security packs do not look at the latter (docs/adr/0008). */
  private table(id: string, shape: TableShape, props: DataStoreProps): Table {
    const table = new Table(this, id, {
      partitionKey: shape.partitionKey,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: shape.timeToLiveAttribute,
      deletionProtection: props.retainData,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const index of shape.indexes) table.addGlobalSecondaryIndex(index);
    acknowledge(table, {
      backupPlan:
        'Point-in-time recovery keeps 35 days; restoring an older state would send again what was sent since.',
    });
    return table;
  }
}
