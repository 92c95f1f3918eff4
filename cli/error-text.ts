import { CommandError } from './command-error';

/** An error as the person at the terminal needs it: what is wrong, and what to do. */
export function errorText(error: unknown): string {
  if (error instanceof CommandError) return `${error.code}: ${error.message}\n${error.nextStep}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
