import * as v from 'valibot';

/** One schema per handler, shared with the stack: a variable that the stack forgets does not compile. */

const name = v.pipe(v.string(), v.minLength(1));
const wholeNumber = v.pipe(v.string(), v.regex(/^\d+$/));
const url = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[^/?#@]+$/));

/** Whom a stage writes to: `nobody` rehearses everything but the POST. */
export const AUDIENCES = ['everybody', 'guests', 'nobody'] as const;

const dialect = v.picklist(['platform', 'thread']);

/** Every handler of the workflow keeps the ledger and counts outcomes. */
const ledger = { LEDGER_TABLE_NAME: name, METRICS_NAMESPACE: name };
const sessions = { SESSIONS_TABLE_NAME: name };
/** Of those that ask whether a contact may be spoken to now: `Limits` as JSON. */
const limits = { LIMITS: name };

/** Whose limit at Genesys it is, and how many requests per minute until Genesys has said how many it allows. */
const budget = {
  OAUTH_CLIENT_SECRET_ARN: name,
  GENESYS_REQUESTS_PER_MINUTE: v.pipe(v.string(), v.regex(/^[1-9]\d*$/)),
};

/** How Genesys is spoken to. */
const genesys = {
  GENESYS_API_URL: url,
  GENESYS_LOGIN_URL: url,
  GENESYS_DIALECT: dialect,
  ...budget,
};

export const loadSessionEnvironment = v.object({
  ...ledger,
  ...sessions,
  ...limits,
  KEY_PEPPER_SECRET_ARN: name,
  /** Deployment to write from when the session names none; empty when the stage has none. */
  DEFAULT_DEPLOYMENT_ID: v.string(),
  UNKNOWN_CONTACT: v.picklist(['reject', 'startNew']),
  /** Days that a notification without a deliverBy waits for its contact. */
  PARK_DAYS: v.pipe(v.string(), v.regex(/^\d+$/)),
  GENESYS_DIALECT: dialect,
  /** Whose clock a recipient's local time is read from while their own zone is unknown. */
  DEFAULT_TIME_ZONE: name,
});
/** Of every function that speaks to Genesys. */
export const callEnvironment = v.object({ ...ledger, ...genesys });
/** Of those that send. */
export const sendEnvironment = v.object({
  ...callEnvironment.entries,
  ...limits,
  AUDIENCE: v.picklist(AUDIENCES),
  /** Contacts, separated by blanks. */
  GUEST_CONTACT_IDS: v.string(),
  /** `ConditionFunctions` as JSON. */
  STILL_TRUE: name,
});

/** What a row of the registry lives by. */
const upkeep = {
  ...sessions,
  /** Days a session is remembered after its last event. */
  SESSION_RETENTION_DAYS: wholeNumber,
  /** Hours a live session may be silent before Genesys is asked about it. */
  SESSION_STALE_HOURS: wholeNumber,
};
export const ingestEventsEnvironment = v.object({
  ...upkeep,
  ...ledger,
  KEY_PEPPER_SECRET_ARN: name,
  UNREADABLE_EVENTS_URL: name,
  /** Topic that tells of merged contacts; empty when the stage has none. */
  CONTACT_MERGE_TOPIC: v.string(),
  /** For waking what waits for a contact. */
  STATE_MACHINE_ARN: name,
});
export const checkStaleSessionsEnvironment = v.object({ ...ledger, ...genesys, ...upkeep });

export const sweepEnvironment = v.object({ ...ledger, ...budget, STATE_MACHINE_ARN: name });

const apiBudgetEnvironment = v.object(budget);
export type ApiBudgetEnvironment = v.InferOutput<typeof apiBudgetEnvironment>;
export type SweepEnvironment = v.InferOutput<typeof sweepEnvironment>;
export type LoadSessionEnvironment = v.InferOutput<typeof loadSessionEnvironment>;
export type CallEnvironment = v.InferOutput<typeof callEnvironment>;
export type SendEnvironment = v.InferOutput<typeof sendEnvironment>;
export type CheckStaleSessionsEnvironment = v.InferOutput<typeof checkStaleSessionsEnvironment>;
export type IngestEventsEnvironment = v.InferOutput<typeof ingestEventsEnvironment>;
