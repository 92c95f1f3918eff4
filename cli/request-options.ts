import type { Command } from 'commander';
import type { CommandIo } from './command-io';
import { UsageError } from './usage-error';

/** The words of a request, and its terms, as options. */
export interface ContentOptions {
  readonly textFile?: string;
  readonly template?: string;
  readonly variable: Record<string, string>;
  readonly locale?: string;
  readonly session?: string;
  readonly deliverBy?: string;
}

/** Adds them. A text comes from a file: on the command line, other users of the machine could read it. */
export const withContent = (command: Command): Command =>
  command
    .option('--text-file <path>', 'file with the text; - reads standard input')
    .option('--template <id>', 'instead: a template of the stage')
    .option('--variable <name=value>', 'of the template, any number of times', collect, {})
    .option('--locale <locale>', 'of the template')
    .option('--session <policy>', 'append, onlyIfLive, onlyIfClosed or waitForClose')
    .option('--deliver-by <time>', 'worthless after this instant');

function collect(pair: string, known: Record<string, string>): Record<string, string> {
  const [name = '', ...value] = pair.split('=');
  return { ...known, [name]: value.join('=') };
}

/** Reads them as the fields of a request. Throws UsageError. */
export async function readContent(
  { textFile, template, variable, locale, deliverBy, session }: ContentOptions,
  { readText }: Pick<CommandIo, 'readText'>,
) {
  if ((textFile === undefined) === (template === undefined)) {
    throw new UsageError('give either --text-file or --template');
  }
  return {
    deliverBy,
    policy: session === undefined ? undefined : { session },
    text: textFile === undefined ? undefined : (await readText(textFile)).replace(/\r?\n$/, ''),
    template: template === undefined ? undefined : { id: template, variables: variable, locale },
  };
}
