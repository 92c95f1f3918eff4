/** Asks once and remembers the answer; all who ask meanwhile wait for the same one. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
