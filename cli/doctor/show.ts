import Table from 'cli-table3';
import pc from 'picocolors';
import type { Verdict } from './check';

const WORDS: Record<Verdict['kind'], string> = {
  ok: pc.green('ok'),
  warning: pc.yellow('warning'),
  broken: pc.red('broken'),
  unknown: pc.cyan('unknown'),
  notChecked: pc.dim('not checked'),
};

/** Narrow enough for a terminal of a hundred columns. */
const COLUMNS = [32, 13, 53];

/** Verdicts as a person reads them: what is wrong says what to do next, below its evidence. */
export function verdictsText(verdicts: readonly Verdict[]): string {
  const table = new Table({
    head: ['check', 'state', 'evidence, and what to do'],
    colWidths: COLUMNS,
    wordWrap: true,
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const verdict of verdicts) {
    const { title, kind, evidence } = verdict;
    const next = 'nextStep' in verdict ? `\n→ ${verdict.nextStep}` : '';
    table.push([title, WORDS[kind], breakable(`${evidence}${next}`)]);
  }
  return `${table.toString()}\n${summaryOf(verdicts)}`;
}

/** The table cuts what does not fit: a long name gets a place to break at. */
const breakable = (text: string): string => text.replace(/\S{48}(?=\S)/g, '$& ');

export function countKinds(verdicts: readonly Verdict[]): Record<Verdict['kind'], number> {
  const count = (kind: Verdict['kind']) => verdicts.filter((each) => each.kind === kind).length;
  return {
    ok: count('ok'),
    warning: count('warning'),
    broken: count('broken'),
    unknown: count('unknown'),
    notChecked: count('notChecked'),
  };
}

function summaryOf(verdicts: readonly Verdict[]): string {
  const { ok, warning, broken, unknown, notChecked } = countKinds(verdicts);
  const counts = `${ok} ok, ${warning} to look at, ${broken} broken, ${unknown} unknown, ${notChecked} not checked`;
  return `${counts}. Nothing was written, and nothing was sent. What each check means: docs/doctor.md.`;
}
