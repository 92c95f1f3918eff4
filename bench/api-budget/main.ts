import Table from 'cli-table3';
import { Command, InvalidArgumentError } from 'commander';
import { createInMemoryTable } from '../../test/support/in-memory-table';
import { SEMANTICS } from './open-organization';
import { runCell } from './run-cell';
import type { Cell, Measured } from './run-cell';

const DEFAULT_SPEED = 10;
const FLEETS = [1, 10, 50];

interface Options {
  readonly speed: number;
  readonly windows: number;
  readonly workers?: number;
  readonly only?: string;
  readonly json?: boolean;
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
};

const options = new Command('npm run budget --')
  .description(
    'Workers with an endless backlog against the Genesys simulator over HTTP, on a clock that runs faster than time. ' +
      "All figures but the writes come from the simulator's own log.",
  )
  .option(
    '--speed <times>',
    'how much faster; a busy machine loses slots at high speed, and says so',
    wholeNumber,
    DEFAULT_SPEED,
  )
  .option('--windows <number>', 'whole windows that are counted', wholeNumber, 5)
  .option('--workers <number>', 'one fleet only', wholeNumber)
  .option('--only <kind>', 'backlog, shared or refused')
  .option('--json', 'one JSON document')
  .parse()
  .opts<Options>();

interface Named extends Cell {
  readonly kind: 'backlog' | 'shared' | 'refused';
}

const cells: Named[] = SEMANTICS.flatMap((semantics) => {
  const { speed, windows } = options;
  const base = { semantics, speed, windows, limit: 300, othersShare: 0, hasRefusal: false };
  const fleets = FLEETS.filter((each) => each === (options.workers ?? each));
  return [
    ...fleets.map((workers) => ({ ...base, kind: 'backlog', workers, settling: 1 }) as const),
    { ...base, kind: 'shared', workers: 10, othersShare: 0.3, settling: 3 } as const,
    { ...base, kind: 'refused', workers: 10, hasRefusal: true, settling: 2, windows: 1 } as const,
  ];
}).filter(({ kind }) => kind === (options.only ?? kind));

/** Cells run one after the other: two at once would measure each other. */
async function main(): Promise<void> {
  const results: (Named & Measured)[] = [];
  for (const cell of cells) {
    results.push({ ...cell, ...(await runCell(cell, () => createInMemoryTable())) });
    if (options.json !== true) process.stderr.write(`${results.length} of ${cells.length}\n`);
  }
  process.stdout.write(
    options.json === true ? `${JSON.stringify(results, null, 2)}\n` : `${toTable(results)}\n`,
  );
}

function toTable(results: readonly (Named & Measured)[]): string {
  const table = new Table({
    head: ['cell', 'window', 'workers', 'used', '429', 'lost slots', 'writes/call', 'reads/call'],
    style: { head: [], border: [] },
  });
  for (const each of results) {
    table.push([
      each.kind,
      each.semantics,
      each.workers,
      `${(each.share * 100).toFixed(1)} %`,
      each.refusedByWindow.join(' '),
      each.lost,
      each.writesPerPermit.toFixed(3),
      each.readsPerPermit.toFixed(3),
    ]);
  }
  return table.toString();
}

void main();
