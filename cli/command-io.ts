/** What a command may touch of the process it runs in. Tests bring their own. */
export interface CommandIo {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Results, for people or as JSON: standard output. */
  readonly write: (text: string) => void;
  /** Progress and errors: standard error. */
  readonly complain: (text: string) => void;
  /** Whole text of a file, or of standard input for `-`. Throws FILE_UNREADABLE. */
  readonly readText: (path: string) => Promise<string>;
  /** Sets the code the process ends with: 0 done, 1 not done, 2 misunderstood. The last word counts. */
  readonly exit: (code: 0 | 1 | 2) => void;
}
