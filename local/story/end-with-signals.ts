import { constants } from 'node:os';
import type { Ending } from './ending';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell adds to the number of the signal that ended a process. */
const SIGNAL_BASE = 128;

/** Ends what the run has started when somebody ends the process; a second signal ends it at once. */
export function endWithSignals(ending: Ending): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const exitCode = SIGNAL_BASE + constants.signals[signal];
      if (ending.signal.aborted) process.exit(exitCode);
      void ending.end().then(() => process.exit(exitCode));
    });
  }
}
