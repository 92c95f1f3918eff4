export const PROFILES = [
  'harsh',
  'mild',
  'zombie-short-lease',
  'outage',
  'skew',
  'policies',
  'redrives',
] as const;
export type ProfileName = (typeof PROFILES)[number];

/** How often things go wrong, and how badly. */
export interface Profile {
  readonly name: ProfileName;
  /** Share of HTTP calls that go wrong. */
  readonly http: number;
  /** Share of awaits before which the worker dies, and the same share after which it does. */
  readonly crash: number;
  /** Share of the workflow's tasks and waits at which an execution vanishes; of what it tells, `crash` is the share. */
  readonly executionLost: number;
  readonly store: number;
  readonly pause: number;
  readonly maxPauseMs: number;
  /** Clocks of workers are off by up to this much, either way. */
  readonly skewMs: number;
  /** Whether a function is cut at its time limit. A zombie sleeps through it and goes on. */
  readonly killsAtLimit: boolean;
  readonly leaseMs: number;
  /** Longest time for which DynamoDB, Genesys or both are away. */
  readonly outageMs: number;
  /** How often the world moves: opt-outs, conversations that open or close, repeated triggers. */
  readonly unrest: number;
  /** Share of requests that wait for the customer or fall back on other channels. */
  readonly policies: number;
  /** Share of refused and parked notifications that somebody redrives, often twice at once. */
  readonly redrives: number;
}

const LEASE_MS = 40_000;

const harsh: Profile = {
  name: 'harsh',
  http: 0.35,
  crash: 0.04,
  executionLost: 0.003,
  store: 0.05,
  pause: 0.01,
  maxPauseMs: 45_000,
  skewMs: 2_000,
  killsAtLimit: true,
  leaseMs: LEASE_MS,
  outageMs: 0,
  unrest: 0.3,
  policies: 0.2,
  redrives: 0,
};

const mild: Profile = {
  ...harsh,
  name: 'mild',
  http: 0.01,
  crash: 0.0005,
  executionLost: 0.0001,
  store: 0.001,
  pause: 0.0005,
  unrest: 0.1,
};

export const profiles: Record<ProfileName, Profile> = {
  harsh,
  mild,
  // Workers that outlive their lease: nothing but the epoch stands between two of them.
  'zombie-short-lease': {
    ...harsh,
    name: 'zombie-short-lease',
    crash: 0.015,
    pause: 0.12,
    maxPauseMs: 120_000,
    killsAtLimit: false,
    leaseMs: 5_000,
  },
  outage: {
    ...harsh,
    name: 'outage',
    http: 0.05,
    crash: 0.005,
    outageMs: 1_500_000,
  },
  // Everybody waits for somebody, and everybody comes and goes.
  policies: {
    ...harsh,
    name: 'policies',
    http: 0.25,
    crash: 0.06,
    store: 0.1,
    unrest: 0.6,
    policies: 0.9,
  },
  // Somebody sits there and tries everything again, and another one does the same.
  redrives: { ...harsh, name: 'redrives', crash: 0.08, store: 0.1, redrives: 0.9 },
  skew: { ...harsh, name: 'skew', http: 0.15, crash: 0.02, skewMs: 60_000 },
};

/**
 * `resend` is safe while the settle window exceeds what is left of the function, late processing, the lag of
 * the list and twice the skew. Zombies break the first term and clocks a minute apart the last one, so there
 * the specification promises nothing, and a duplicate proves nothing.
 */
export const keepsSettleBound = (profile: Profile): boolean =>
  profile.killsAtLimit && profile.skewMs <= 2_000;
