import type { CommandIo } from './command-io';

export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

const WIDTH = 24;
/** Nobody needs a bar for what is over in a moment. */
const MIN_TOTAL = 10;

/**
 * How far a long command is, on standard error: a bar that is drawn anew on a terminal, and a line every hundred where the
 * output goes into a file.
 */
export function showProgress(
  io: Pick<CommandIo, 'complain'>,
  total: number,
  what: string,
  isTerminal = process.stderr.isTTY,
): Progress {
  let done = 0;
  const draw = () => {
    const filled = Math.floor((WIDTH * done) / total);
    const bar = '#'.repeat(filled).padEnd(WIDTH, '-');
    io.complain(`\r[${bar}] ${done} of ${total} ${what}`);
  };
  const isShown = total >= MIN_TOTAL;
  return {
    step: () => {
      done += 1;
      if (!isShown) return;
      if (isTerminal) draw();
      else if (done % 100 === 0) io.complain(`${done} of ${total} ${what}\n`);
    },
    end: () => {
      if (isShown && isTerminal) io.complain('\n');
    },
  };
}
