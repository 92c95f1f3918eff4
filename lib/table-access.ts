import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** Lets a function do exactly this to a table and its indexes, and use the key that encrypts them. */
export function allow(table: ITable, fn: IFunction, actions: readonly string[]): void {
  table.grant(fn, ...actions);
  table.encryptionKey?.grantEncryptDecrypt(fn);
}

/** Lets a function query one index of a table, and no other. */
export function allowIndex(table: ITable, fn: IFunction, indexName: string): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${table.tableArn}/index/${indexName}`],
    }),
  );
}
