import { liveNarrator } from './live-narrator';
import { plainNarrator } from './plain-narrator';
import type { Narrator } from './storyteller';

/** Live progress on a terminal, plain lines everywhere else. */
export function chooseNarrator(shown: NodeJS.WriteStream): Narrator {
  const other = shown === process.stderr ? process.stdout : process.stderr;
  return shown.isTTY
    ? liveNarrator({ shown, other })
    : plainNarrator((line) => shown.write(`${line}\n`));
}
