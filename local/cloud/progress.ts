/** One short line about what is going on: `step` is stable and short, `detail` changes. */
export interface ProgressLine {
  readonly step: string;
  readonly detail?: string;
}

/** Where progress goes; the caller decides how it looks. It must not throw. */
export type Progress = (line: ProgressLine) => void;
