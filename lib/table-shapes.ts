import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import type { Attribute, GlobalSecondaryIndexProps } from 'aws-cdk-lib/aws-dynamodb';
import {
  BY_DUE_INDEX,
  BY_ENDING_INDEX,
  BY_RECIPIENT_INDEX,
  BY_WAKE_INDEX,
} from '../lambda/contract/ledger-table';
import {
  BY_CONTACT_INDEX,
  BY_STALE_INDEX,
  BY_WEBCHAT_SESSION_INDEX,
} from '../lambda/contract/sessions-table';

export interface TableIndex extends GlobalSecondaryIndexProps {
  readonly partitionKey: Attribute;
}

/** What a table must have so that the functions can work on it. */
export interface TableShape {
  readonly partitionKey: Attribute;
  /** Where rows say when they may go, in epoch seconds. */
  readonly timeToLiveAttribute: string;
  readonly indexes: readonly TableIndex[];
}

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const number = (name: string): Attribute => ({ name, type: AttributeType.NUMBER });

const TIME_TO_LIVE = 'ttl';

/** The registry of sessions: found by contact and by web session, and by when somebody must ask whether they are live. */
export const SESSIONS_TABLE: TableShape = {
  partitionKey: text('conversationId'),
  timeToLiveAttribute: TIME_TO_LIVE,
  indexes: [
    {
      indexName: BY_CONTACT_INDEX,
      partitionKey: text('contactId'),
      sortKey: number('startedAtMs'),
      projectionType: ProjectionType.ALL,
    },
    {
      indexName: BY_WEBCHAT_SESSION_INDEX,
      partitionKey: text('webchatSessionId'),
      projectionType: ProjectionType.ALL,
    },
    {
      indexName: BY_STALE_INDEX,
      partitionKey: text('stalePartition'),
      sortKey: number('staleAtMs'),
      projectionType: ProjectionType.KEYS_ONLY,
    },
  ],
};

/** The ledger: found by when something is due, by what a recipient waits for, by recipient, and by how it ended. */
export const LEDGER_TABLE: TableShape = {
  partitionKey: text('pk'),
  timeToLiveAttribute: TIME_TO_LIVE,
  indexes: [
    {
      indexName: BY_DUE_INDEX,
      partitionKey: text('duePartition'),
      sortKey: number('dueAtMs'),
      projectionType: ProjectionType.KEYS_ONLY,
    },
    {
      // Sparse by its sort key: only what waits for an event about its recipient has one.
      indexName: BY_WAKE_INDEX,
      partitionKey: text('recipientRef'),
      sortKey: text('wakeOn'),
      projectionType: ProjectionType.KEYS_ONLY,
    },
    {
      // For people who ask what became of it. Its keys never change, so a notification pays for it once.
      indexName: BY_RECIPIENT_INDEX,
      partitionKey: text('recipientRef'),
      sortKey: number('toldAtMs'),
      projectionType: ProjectionType.KEYS_ONLY,
    },
    {
      // Sparse: what was sent never stands here.
      indexName: BY_ENDING_INDEX,
      partitionKey: text('endedAs'),
      sortKey: number('endedAtMs'),
      projectionType: ProjectionType.KEYS_ONLY,
    },
  ],
};
