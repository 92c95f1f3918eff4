#!/usr/bin/env node
/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access -- plain JavaScript knows no types */
import { existsSync } from 'node:fs';

// Runs the sources as they are: whoever has installed the repository needs no build. The npm package holds the
// construct and the events, and not the tools.
const main = new URL('./main.ts', import.meta.url);
if (existsSync(main)) {
  await import('tsx');
  await import(main);
} else {
  process.stderr.write(
    'NO_SOURCES: The command line is not part of the npm package.\nRun it in the repository, after `npm install`.\n',
  );
  process.exitCode = 1;
}
