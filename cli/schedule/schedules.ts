/** A schedule as we make them, whoever keeps it. */
export interface Schedule {
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  /** One that fires once is deleted afterwards. */
  readonly isRecurring: boolean;
  /** The request it publishes, as JSON; it holds the contact and the text. */
  readonly input: string;
}

/** Where schedules are kept. */
export interface Schedules {
  /** `token` makes a repeated call the same call. */
  create(schedule: Schedule, token: string): Promise<'created' | 'exists'>;
  fetch(name: string): Promise<Schedule | undefined>;
  replace(schedule: Schedule, token: string): Promise<void>;
  remove(name: string): Promise<'removed' | 'unknown'>;
  /** Names of all that begin so. */
  list(prefix: string): Promise<string[]>;
}

/** Tells the stack something at once. */
export interface Publisher {
  publish(detailType: string, detail: object): Promise<void>;
}

/** What stands in front of the names, by kind. */
export const ONCE = 'once-';
export const EVERY = 'every-';
