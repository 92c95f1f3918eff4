#!/usr/bin/env node
// Runs the sources as they are: whoever has installed the repository needs no build.
require('tsx/cjs/api').register();
require('./main.ts');
