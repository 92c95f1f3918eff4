import type { Cell } from './results';

/** As many digits as a reader compares: three, or all of a whole number. */
export function toText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell)) return cell.toLocaleString('en-US');
  const size = Math.abs(cell);
  if (size >= 100) return Math.round(cell).toLocaleString('en-US');
  if (size >= 1) return cell.toFixed(2);
  return String(Number(cell.toPrecision(3)));
}

/** Whether a column holds numbers, which stand at the right. */
export const isNumeric = (rows: readonly (readonly Cell[])[], column: number): boolean =>
  rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || row[column] === '');
