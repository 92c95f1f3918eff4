/** Something outside the story keeps it from being told; the sentence and the next step are for the reader. */
export class StoryError extends Error {
  override readonly name = 'StoryError';

  constructor(
    readonly code: string,
    message: string,
    readonly nextStep: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
