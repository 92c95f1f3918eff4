import { AppFailed } from './app-process';
import { errorMessage } from './error-facts';
import { LaptopError } from './laptop-error';

/** Lines on stderr that say nothing about why: npm, bundling, warnings. */
const NOISE = [
  /^\s*$/,
  /^npm (warn|notice)/i,
  /^Bundling asset/,
  /^\(node:\d+\)/,
  /^\(Use `node --trace/,
  /\[WARNING\]/i,
  /\[Warning at/,
  /^\s*use /,
  /Done in \d+/,
  /\s\d+(\.\d+)?(b|kb|mb)\s*$/,
];

const BUNDLER_ERROR = /\[ERROR\] (.+)/;
const THROWN = /^(?:Uncaught )?((?:[\w$]+\.)*[\w$]*Error)(?: \[[^\]]+\])?: (.+)$/;
/** Errors of the language: their name is half of what they say. */
const BUILT_IN = /^(Type|Reference|Syntax|Range)Error$/;
const END_OF_MESSAGE = /^\s+at |^\s*$|^Node\.js v|^Require stack/;

/** A synthesis that failed, in the words of the app rather than of the toolkit that ran it. */
export function synthFailure(
  error: unknown,
  errors: readonly string[],
  logPath: string,
): LaptopError {
  const printed = error instanceof AppFailed ? error.printed : errors.join('\n');
  return new LaptopError('SYNTH_FAILED', {
    message: appSentence(printed) || errorMessage(error),
    nextStep: `Correct what the sentence names; everything the app printed is in ${logPath}.`,
    cause: error,
  });
}

/** What an app said before it ended: the bundler's errors, else what was thrown, else plain lines. */
export function appSentence(printed: string): string {
  const lines = printed.split('\n');
  const bundler = lines.flatMap((line) => BUNDLER_ERROR.exec(line)?.[1] ?? []);
  if (bundler.length > 0) return bundler.join('\n');

  const thrownAt = lines.findIndex((line) => THROWN.test(line));
  if (thrownAt >= 0) return thrownMessage(lines.slice(thrownAt));

  return lines.filter((line) => !NOISE.some((noise) => noise.test(line))).join('\n');
}

function thrownMessage([first = '', ...rest]: readonly string[]): string {
  const [, name = '', message = ''] = THROWN.exec(first) ?? [];
  const end = rest.findIndex((line) => END_OF_MESSAGE.test(line));
  const more = end < 0 ? rest : rest.slice(0, end);
  return [BUILT_IN.test(name) ? `${name}: ${message}` : message, ...more].join('\n');
}
