import { text } from 'node:stream/consumers';
import { CommanderError } from 'commander';
import { readTextFile } from '../text-file';
import { doctorCommand } from './command';

void (async () => {
  const command = doctorCommand({
    environment: process.env,
    nowMs: Date.now,
    write: (out) => process.stdout.write(out),
    complain: (out) => process.stderr.write(out),
    readText: (path) => (path === '-' ? text(process.stdin) : readTextFile(path)),
    exit: (code) => {
      process.exitCode = code;
    },
  });
  try {
    await command.name('npm run doctor --').exitOverride().parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
})();
