import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import Table from 'cli-table3';
import * as v from 'valibot';
import { NOTIFICATION_PREFIX } from '../../lambda/contract/ledger-table';
import type { Decision } from '../../lambda/contract/outcomes';
import { storedDecisionSchema } from '../../lambda/contract/stored-decision';
import type { DeployedStage } from '../story/deployed-stage';

const decisionItemSchema = v.object({ S: v.pipe(v.string(), v.parseJson(), storedDecisionSchema) });
const rowSchema = v.object({
  state: v.object({ S: v.string() }),
  decisions: v.object({ L: v.array(decisionItemSchema) }),
});

/** Why a notification was, or was not, sent: its row in the ledger, without the text. */
export interface DecisionRecord {
  readonly notificationKey: string;
  readonly state: string;
  readonly decisions: readonly Decision[];
}

/** Asks the ledger as an operator does: one row, one read. */
export async function readDecisionRecord(
  { aws, outputs }: Pick<DeployedStage, 'aws' | 'outputs'>,
  notificationKey: string,
): Promise<DecisionRecord> {
  const { Item } = await aws.tables.send(
    new GetItemCommand({
      TableName: outputs.LedgerTableName,
      Key: { pk: { S: `${NOTIFICATION_PREFIX}${notificationKey}` } },
      ConsistentRead: true,
    }),
  );
  return toDecisionRecord(notificationKey, Item);
}

/** Of the row no more than what is told. */
export function toDecisionRecord(notificationKey: string, row: unknown): DecisionRecord {
  const { state, decisions } = v.parse(rowSchema, row);
  return { notificationKey, state: state.S, decisions: decisions.L.map(({ S }) => S) };
}

/** The record as a person reads it. */
export function decisionTable({ notificationKey, state, decisions }: DecisionRecord): string {
  const table = new Table({
    head: ['time', 'step', 'decision', 'evidence'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { at, step, decision, evidence = {} } of decisions) {
    const shown = Object.entries(evidence).map(([name, value]) => `${name} ${value}`);
    table.push([at, step, decision, shown.join(', ')]);
  }
  return `${notificationKey} is ${state}\n${table.toString()}`;
}
