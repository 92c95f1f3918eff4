import * as v from 'valibot';
import { AUDIENCES } from '../lambda/contract/environment';
import { contactIdSchema } from '../lambda/contract/request-events';
import { GENESYS_DOMAINS } from '../lambda/contract/genesys-regions';
import { timeZoneSchema } from '../lambda/contract/time-zone';
import { EVENT_SOURCE_PREFIX } from './event-intake';
import { RUNBOOK } from './messaging-alarms';
import { triggersSchema } from './trigger-settings';
import { limitsSettings } from './limits-settings';
import { stillTrueSettings } from './still-true-settings';
import { describeSetting } from './setting-problems';

const text = v.pipe(v.string(), v.minLength(1));
const gatewayUrl = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/?#@\s]+$/, 'an http(s) URL without a path'),
);

const genesysSchema = v.strictObject({
  /** Region of the Genesys organization, by its domain. */
  domain: v.optional(v.picklist(GENESYS_DOMAINS)),
  /** Instead of a domain: the two hosts of a private gateway. */
  apiUrl: v.optional(gatewayUrl),
  loginUrl: v.optional(gatewayUrl),
  dialect: v.optional(v.picklist(['platform', 'thread']), 'platform'),
  /** Partner event source of the EventBridge integration; without it only the extra sources are heard. */
  eventSourceName: v.optional(
    v.pipe(
      v.string(),
      v.startsWith(EVENT_SOURCE_PREFIX, `a name that starts with ${EVENT_SOURCE_PREFIX}`),
    ),
  ),
  /** Sources on our own bus that may speak for Genesys as well. */
  extraEventSources: v.optional(
    v.array(v.pipe(text, v.regex(/^(?!aws\.)/, 'a source that does not start with aws.'))),
    ['com.genesys.cloud'],
  ),
  /** Requests per minute until Genesys has said how many it allows this OAuth client. */
  requestsPerMinute: v.optional(
    v.pipe(v.number(), v.integer('a whole number'), v.minValue(1), v.maxValue(100_000)),
    300,
  ),
  /** Web deployment to write from when a session names none. */
  deploymentId: v.optional(text),
  /** Topic that tells of merged contacts; without it mergers are not followed. */
  contactMergeTopic: v.optional(
    v.pipe(v.string(), v.startsWith('v2.', 'a topic that starts with v2.')),
  ),
});

const stageSchema = v.strictObject({
  genesys: v.pipe(
    genesysSchema,
    v.check(
      ({ domain, apiUrl, loginUrl }) =>
        domain === undefined ? Boolean(apiUrl && loginUrl) : !apiUrl && !loginUrl,
      'either domain, or both apiUrl and loginUrl',
    ),
  ),
  account: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/, 'a 12-digit account id'))),
  region: v.optional(text),
  /** Keep tables, key and secrets when the stack is deleted. */
  retainData: v.optional(v.boolean(), true),
  workflowType: v.optional(v.picklist(['EXPRESS', 'STANDARD']), 'EXPRESS'),
  unknownContact: v.optional(v.picklist(['reject', 'startNew']), 'reject'),
  audience: v.optional(v.picklist(AUDIENCES), 'everybody'),
  /** At most fifty: they travel in a variable of the function. */
  guestContactIds: v.optional(
    v.pipe(v.array(contactIdSchema), v.maxLength(50, 'at most 50 contact ids')),
    [],
  ),
  /** Events of Genesys on which a message is requested. */
  triggers: v.optional(triggersSchema, []),
  /** Who knows whether a message of a type is still true when it is sent. */
  stillTrue: v.optional(stillTrueSettings, []),
  /** Whose clock a recipient's local time is read from while their own zone is unknown. */
  defaultTimeZone: v.optional(timeZoneSchema('an IANA time zone'), 'UTC'),
  ...limitsSettings.entries,
  /** Days that a notification without a deliverBy waits for its contact. */
  parkDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)), 7),
  sessionRetentionDays: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
    90,
  ),
  /** JSON file of message templates, relative to cdk.json. */
  templates: v.optional(text),
  /** How long a session may be live and silent before Genesys is asked about it. */
  sessionStaleHours: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(720)),
    24,
  ),
  /** An alarm rings when the newest conversation event is older. */
  registrySilenceMinutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440)),
    60,
  ),
  /** Where the runbook is read; every alarm names its heading there. */
  runbookUrl: v.optional(text, RUNBOOK),
  /** SNS topic that alarms notify. */
  alarmTopicArn: v.optional(
    v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sns:/, 'the ARN of an SNS topic')),
  ),
});

export type StageSettings = v.InferOutput<typeof stageSchema>;

/** One stage's settings, checked. */
export interface StageConfig extends StageSettings {
  readonly stage: string;
}

/** A setting is missing or wrong; the message names stage, key, what was found and what is expected. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
}

/**
 * Reads the settings of one stage from the CDK context.
 *
 * @throws StageConfigError
 */
export function parseStageConfig(stage: unknown, stages: unknown): StageConfig {
  const known = v.safeParse(v.record(v.string(), v.unknown()), stages);
  const names = known.success ? Object.keys(known.output) : [];
  const choice = names.length > 0 ? names.join(', ') : 'none: cdk.json has no context key "stages"';
  if (typeof stage !== 'string') {
    throw new StageConfigError(`no stage given: add -c stage=NAME (known stages: ${choice})`);
  }
  if (!known.success || !(stage in known.output)) {
    throw new StageConfigError(`unknown stage "${stage}" (known stages: ${choice})`);
  }
  const parsed = v.safeParse(stageSchema, known.output[stage]);
  if (parsed.success) return { stage, ...parsed.output };
  const problems = parsed.issues.map((issue) => `  ${describeSetting(issue)}`);
  throw new StageConfigError(
    [`stage "${stage}" in cdk.json has ${problems.length} wrong setting(s):`, ...problems].join(
      '\n',
    ),
  );
}
