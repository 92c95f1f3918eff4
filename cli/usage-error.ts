/** The command line cannot be understood; told in a sentence, without a stack trace. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
