import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableIndex } from '../stack/table-shape';
import { bytesOf, writeUnitsOf } from './units';
import type { Row } from './units';

/** What a query asks of an index. */
export interface Asked {
  readonly partition: string;
  /** What the sort key must be, or may be at most; without it, the whole partition. */
  readonly sort?: { readonly test: '=' | '<='; readonly value: Key };
  readonly isBackward: boolean;
  readonly limit: number;
}

export type Key = string | number;

/** An index kept in the order of its keys, so that a query reads what it returns and nothing else. */
export interface SortedIndex {
  query(asked: Asked): readonly Row[];
  /** Takes many rows at once, which no unit is counted for. */
  load(rows: readonly Row[]): void;
  /** Puts a row in the place of another; returns the write units of it. */
  replace(old: Row | undefined, next: Row): number;
}

/** A key as it is compared: numbers by their value. */
export const keyIn = (value: AttributeValue | undefined): Key | undefined =>
  value?.N === undefined ? value?.S : Number(value.N);

const keyOf = (row: Row, attribute: string | undefined): Key | undefined =>
  attribute === undefined ? undefined : keyIn(row[attribute]);

const compare = (left: Key = '', right: Key = ''): number =>
  left === right ? 0 : left < right ? -1 : 1;

export function createSortedIndex(shape: TableIndex, tableKey: string): SortedIndex {
  const { partitionKey, sortKey } = shape;
  const entries: Row[] = [];

  const byKey = (left: Row, right: Row): number =>
    compare(left[partitionKey]?.S, right[partitionKey]?.S) ||
    compare(keyOf(left, sortKey), keyOf(right, sortKey));
  const inOrder = (left: Row, right: Row): number =>
    byKey(left, right) || compare(left[tableKey]?.S, right[tableKey]?.S);
  /** Where the rows begin of which a question is true, which is true of all that follow. */
  const firstWhere = (isPast: (row: Row) => boolean): number => {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = entries[middle];
      if (row !== undefined && isPast(row)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const placeOf = (row: Row): number => firstWhere((entry) => inOrder(entry, row) >= 0);
  /** The row, if it has what the index needs. */
  const entryOf = (row: Row | undefined): Row | undefined =>
    row?.[partitionKey] !== undefined && (sortKey === undefined || row[sortKey] !== undefined)
      ? row
      : undefined;
  /** What of a row stands in the index. */
  const project = (row: Row): Row =>
    shape.hasWholeRows
      ? row
      : Object.fromEntries(
          [partitionKey, sortKey, tableKey].flatMap((name) => {
            const value = name === undefined ? undefined : row[name];
            return name === undefined || value === undefined ? [] : [[name, value]];
          }),
        );
  const unitsOf = (row: Row | undefined): number =>
    row === undefined ? 0 : writeUnitsOf(bytesOf(project(row)));
  const rewrite = (was: Row, is: Row): number => {
    entries[placeOf(was)] = is;
    return isDeepStrictEqual(project(was), project(is)) ? 0 : Math.max(unitsOf(was), unitsOf(is));
  };

  return {
    query: ({ partition, sort, isBackward, limit }) => {
      const order = (row: Row): number =>
        compare(row[partitionKey]?.S, partition) ||
        (sort === undefined ? 0 : compare(keyOf(row, sortKey), sort.value));
      const begin =
        sort?.test === '<='
          ? firstWhere((row) => compare(row[partitionKey]?.S, partition) >= 0)
          : firstWhere((row) => order(row) >= 0);
      const end = firstWhere((row) => order(row) > 0);
      const found = isBackward
        ? entries.slice(Math.max(begin, end - limit), end).toReversed()
        : entries.slice(begin, Math.min(end, begin + limit));
      return found.map(project);
    },

    load: (rows) => {
      for (const row of rows) if (entryOf(row) !== undefined) entries.push(row);
      entries.sort(inOrder);
    },

    replace: (old, next) => {
      const [was, is] = [entryOf(old), entryOf(next)];
      if (was !== undefined && is !== undefined && byKey(was, is) === 0) return rewrite(was, is);
      if (was !== undefined) entries.splice(placeOf(was), 1);
      if (is !== undefined) entries.splice(placeOf(is), 0, is);
      return unitsOf(was) + unitsOf(is);
    },
  };
}
