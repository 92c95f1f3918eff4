import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { openAwsStack } from './aws-stack';
import { runCommandLine } from './command-line';

const readText = (path: string): Promise<string> =>
  path === '-' ? text(process.stdin) : readFile(path, 'utf8');

void (async () => {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    openStack: (options) => openAwsStack(options, process.env),
    readText,
    nowMs: Date.now,
    write: (out) => process.stdout.write(out),
    complain: (out) => process.stderr.write(out),
  });
})();
