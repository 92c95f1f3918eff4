import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CONTROL_KEY } from '../lambda/contract/ledger-table';
import type { ServiceRole } from './service-role';

/** What reading and writing an encrypted table takes of its key, each action by its own name. */
const TABLE_KEY_USE = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Nobody but an operator throws the kill switch. */
const NOT_THE_SWITCH = { 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': CONTROL_KEY } };

/** Lets a role read single rows of a table, and use the key that encrypts them. */
export function allowReading(table: ITable, role: ServiceRole): void {
  role.allow(['dynamodb:GetItem'], [table.tableArn]);
  allowKeyUse(table.encryptionKey, role);
}

export interface WritingOptions {
  /** @default - rows are updated only */
  readonly actions?: readonly ('dynamodb:PutItem' | 'dynamodb:UpdateItem')[];
  /** Pattern of the keys that may be written. @default - all but the kill switch */
  readonly rows?: string;
}

/** Lets a role write single rows of a table, and use the key that encrypts them. */
export function allowWriting(
  table: ITable,
  role: ServiceRole,
  { actions = ['dynamodb:UpdateItem'], rows }: WritingOptions = {},
): void {
  const condition =
    rows === undefined
      ? NOT_THE_SWITCH
      : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': rows } };
  role.allow(actions, [table.tableArn], condition);
  allowKeyUse(table.encryptionKey, role);
}

/** Lets a role query these indexes of a table, and no other. */
export function allowIndexes(table: ITable, role: ServiceRole, names: readonly string[]): void {
  role.allow(
    ['dynamodb:Query'],
    names.map((name) => `${table.tableArn}/index/${name}`),
  );
  allowKeyUse(table.encryptionKey, role);
}

function allowKeyUse(key: IKey | undefined, role: ServiceRole): void {
  if (key) role.allow(TABLE_KEY_USE, [key.keyArn]);
}
