import Table from 'cli-table3';
import { isNumeric, toText } from './numbers';
import type { Result, ResultTable } from './results';

/** A result for a terminal; charts are for the page. */
export function showResult({ title, findings }: Result): string {
  const tables = findings.tables.map(showTable);
  return [title.toUpperCase(), ...tables, ...findings.conclusions, ''].join('\n');
}

/** Longer texts go on in the next line. */
const WIDEST = 46;
const PADDING = 2;

function showTable({ title, head, rows, notes }: ResultTable): string {
  const lines = [head, ...rows.map((row) => row.map(toText))];
  const widthOf = (column: number) =>
    PADDING + Math.min(WIDEST, Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const table = new Table({
    head: [...head],
    colWidths: head.map((_, column) => widthOf(column)),
    wordWrap: true,
    colAligns: head.map((_, column) => (isNumeric(rows, column) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...lines.slice(1).map((line) => [...line]));
  return ['', title, table.toString(), ...notes.map((note) => `  ${note}`), ''].join('\n');
}
