import { toText } from './numbers';
import type { Result } from './results';

/** A figure that must not fall behind. */
export interface Budget {
  readonly measurement: string;
  /** Name of the figure in the measurement's findings. */
  readonly figure: string;
  readonly bound: 'atMost' | 'atLeast';
  readonly value: number;
  /** What the figure is, in words and with its unit. */
  readonly meaning: string;
}

/** How a budget fared; a figure that was promised and not measured is no better than one that fell behind. */
export type Verdict =
  | { readonly kind: 'kept'; readonly budget: Budget; readonly measured: number }
  | { readonly kind: 'broken'; readonly budget: Budget; readonly measured: number }
  | { readonly kind: 'unmeasured'; readonly budget: Budget };

/** Compares the budgets of what was measured; those of other measurements are left alone. */
export function checkBudgets(budgets: readonly Budget[], results: readonly Result[]): Verdict[] {
  return results.flatMap(({ name, findings }) =>
    budgets
      .filter(({ measurement }) => measurement === name)
      .map((budget): Verdict => {
        const measured = findings.figures[budget.figure];
        if (measured === undefined || Number.isNaN(measured)) return { kind: 'unmeasured', budget };
        return { kind: isWithin(budget, measured) ? 'kept' : 'broken', budget, measured };
      }),
  );
}

const isWithin = ({ bound, value }: Budget, measured: number): boolean =>
  bound === 'atMost' ? measured <= value : measured >= value;

export const boundOf = ({ bound, value }: Budget): string =>
  `${bound === 'atMost' ? '<=' : '>='} ${toText(value)}`;

/** One line for a terminal. */
export function tellVerdict(verdict: Verdict): string {
  const { budget } = verdict;
  const found = verdict.kind === 'unmeasured' ? 'not measured' : toText(verdict.measured);
  const mark = verdict.kind === 'kept' ? 'kept  ' : 'BROKEN';
  return `${mark} ${budget.measurement}: ${budget.meaning}: ${found}, budget ${boundOf(budget)}`;
}
