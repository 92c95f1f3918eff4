#!/usr/bin/env node
import { existsSync } from 'node:fs';

// The package of the construct brings this file, because it is named in its manifest, and no other of the command line.
if (existsSync(new URL('main.ts', import.meta.url))) {
  // Runs the sources as they are: whoever has installed the repository needs no build.
  await import('tsx');
  await import('./main.ts');
} else {
  process.stderr.write('The command line runs in a checkout of the repository: npx proactive\n');
  process.exitCode = 1;
}
