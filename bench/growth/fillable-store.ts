import type { StackTables } from '../stack/stack-tables';
import type { Store } from '../counted/store';
import type { Row } from '../memory/units';

/** What a size of the store was counted over. */
export type StoreKind = 'emulator' | 'memory';

/** A store that can be filled behind the adapters' backs. */
export interface FillableStore extends Store {
  readonly kind: StoreKind;
  /** Writes so many rows, each made from its number. */
  fill(table: keyof StackTables, count: number, rowOf: (number: number) => Row): Promise<void>;
  read(table: keyof StackTables, Key: Row): Promise<Row>;
  close(): void;
}
