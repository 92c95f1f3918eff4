#!/usr/bin/env node
// Runs the sources as they are: whoever has installed the repository needs no build.
import 'tsx';

await import('./main.ts');
