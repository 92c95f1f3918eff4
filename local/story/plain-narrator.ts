import type { StepReport } from './story-report';
import { complaintsOf, type Narrator } from './storyteller';

const KIND_WIDTH = 10;

/** Writes the story as plain lines, for pipes and files. */
export function plainNarrator(write: (line: string) => void): Narrator {
  return {
    open: ({ name, title }) => write(`${name}  ${title}`),
    line: (_chapter, { kind, text }) => write(`   ${kind.padEnd(KIND_WIDTH)}${text}`),
    close: (report) => {
      for (const complaint of complaintsOf(report)) {
        write(`   ${'FAILED'.padEnd(KIND_WIDTH)}${complaint}`);
      }
      write(`   ${verdictOf(report)}`);
    },
    end: async () => await Promise.resolve(),
  };
}

/** One word, how many promises were looked at, and the time. */
export function verdictOf({ ok, checks, ms }: StepReport): string {
  const kept = checks.filter((one) => one.kept).length;
  const promises = checks.length === 0 ? '' : `, ${kept} of ${checks.length} promises kept`;
  return `${ok ? 'ok' : 'NOT OK'}${promises} (${(ms / 1_000).toFixed(1)} s)`;
}
