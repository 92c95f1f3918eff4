import { holds, updated } from '../../test/support/table-expressions';
import type { Names } from '../../test/support/table-expressions';
import type { TableKeys } from '../stack/table-shape';
import { createSortedIndex } from './sorted-index';
import type { Asked } from './sorted-index';
import { bytesOf, readUnitsOf, writeUnitsOf } from './units';
import type { Row } from './units';

/** What a call took: units of the table itself, and of its indexes by name. */
export interface Consumed {
  readonly table: number;
  readonly indexes: ReadonlyMap<string, number>;
}

export interface Condition {
  readonly expression: string | undefined;
  readonly values: Row;
  readonly names: Names;
}

export type Write =
  | { readonly kind: 'written'; readonly old: Row; readonly row: Row; readonly consumed: Consumed }
  | { readonly kind: 'refused'; readonly row: Row };

/** Rows by key, and the indexes of a table of the stack. */
export type MemoryTable = ReturnType<typeof createMemoryTable>;

const NO_INDEX = new Map<string, number>();

export function createMemoryTable({ key, indexes }: TableKeys) {
  const rows = new Map<string, Row>();
  const sorted = new Map(
    indexes.map((index): [string, ReturnType<typeof createSortedIndex>] => [
      index.name,
      createSortedIndex(index, key),
    ]),
  );
  const keyOf = ({ [key]: value }: Row): string => {
    if (value?.S === undefined) throw new Error(`a row of this table needs a ${key}`);
    return value.S;
  };

  /** Judges and writes in one breath, as DynamoDB does with a single item. */
  const write = (
    id: string,
    { expression, values, names }: Condition,
    next: (row: Row) => Row,
  ): Write => {
    const old = rows.get(id);
    if (expression !== undefined && !holds(expression, old ?? {}, values, names)) {
      return { kind: 'refused', row: old ?? {} };
    }
    const row = next(old ?? {});
    rows.set(id, row);
    const ofIndexes = new Map(
      [...sorted].map(([name, index]): [string, number] => [name, index.replace(old, row)]),
    );
    const bytes = Math.max(old === undefined ? 0 : bytesOf(old), bytesOf(row));
    const consumed = { table: writeUnitsOf(bytes), indexes: ofIndexes };
    return { kind: 'written', old: old ?? {}, row, consumed };
  };

  return {
    /** Takes many rows at once, which no unit is counted for. */
    load: (loaded: readonly Row[]): void => {
      for (const row of loaded) {
        const id = keyOf(row);
        if (rows.has(id)) throw new Error(`there is a row ${id} already`);
        rows.set(id, row);
      }
      for (const index of sorted.values()) index.load(loaded);
    },
    get: (Key: Row, isConsistent: boolean) => {
      const row = rows.get(keyOf(Key));
      const bytes = row === undefined ? 0 : bytesOf(row);
      return { row, consumed: { table: readUnitsOf(bytes, isConsistent), indexes: NO_INDEX } };
    },
    query: (name: string, asked: Asked) => {
      const index = sorted.get(name);
      if (index === undefined) throw new Error(`this table has no index ${name}`);
      const found = index.query(asked);
      const bytes = found.reduce((total, row) => total + bytesOf(row), 0);
      // Indexes can only be read as they come to be consistent.
      const units = readUnitsOf(bytes, false);
      return { rows: found, consumed: { table: 0, indexes: new Map([[name, units]]) } };
    },
    put: (row: Row, condition: Condition): Write => write(keyOf(row), condition, () => row),
    update: (Key: Row, expression: string, condition: Condition): Write =>
      write(keyOf(Key), condition, (row) =>
        updated(expression, { ...row, ...Key }, condition.values, condition.names),
      ),
  };
}
