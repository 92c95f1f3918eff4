import { isNumeric, toText } from './numbers';
import type { Cell } from './results';

/** A table with its columns padded, as Prettier leaves them. */
export function toMarkdownTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const isRight = head.map((_, column) => isNumeric(rows, column));
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => toText(cell).replaceAll('|', '\\|')),
  );
  const widths = head.map((_, column) =>
    Math.max(3, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const ruler = widths.map((width, column) =>
    isRight[column] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const pad = (line: readonly string[]) =>
    widths.map((width, column) => {
      const cell = line[column] ?? '';
      return isRight[column] === true ? cell.padStart(width) : cell.padEnd(width);
    });
  const [first = [], ...others] = lines;
  return [pad(first), ruler, ...others.map(pad)]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}
