import type { Findings } from './results';

export interface RunOptions {
  /** Fewer rounds and smaller numbers, for a look. */
  readonly isQuick: boolean;
}

/** Tells whoever waits how far it is, in a few words. */
export type Progress = (words: string) => void;

/** One question that the bench answers; the frame does the rest. Its budgets stand in `budgets.ts`. */
export interface Measurement {
  /** For `--only`, for the files of its charts and for its budgets. */
  readonly name: string;
  /** A heading, as a reader would ask for it. */
  readonly title: string;
  /** Rivals are measured in turns with ours, never one after the other. */
  readonly run: (options: RunOptions, progress: Progress) => Promise<Findings>;
}
