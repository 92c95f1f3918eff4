import { readFile } from 'node:fs/promises';
import { CommandError } from './command-error';

/** Throws FILE_UNREADABLE. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandError(
      'FILE_UNREADABLE',
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Check the path and the rights of the file; - reads standard input.',
      { cause },
    );
  }
}
