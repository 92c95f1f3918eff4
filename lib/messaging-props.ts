import type { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { GenesysDomain } from '../lambda/contract/genesys-regions';
import type { FunctionNetwork } from './function-network';
import type { LimitsProps } from './limits-props';
import type { OwnResources } from './own-resources';
import type { StillTrueProps } from './still-true-settings';
import type { EventTriggerProps } from './trigger-settings';

/** Where Genesys is reached: a public region by its domain, or the two hosts of a private gateway. */
export type GenesysLocation =
  { readonly domain: GenesysDomain } | { readonly apiUrl: string; readonly loginUrl: string };

/** Everything but `genesys` has a default that works. */
export interface ProactiveMessagingProps extends LimitsProps, OwnResources, FunctionNetwork {
  readonly genesys: GenesysLocation;

  /**
   * How the calls are spelled: `platform` is the published API, `thread` the paths of a gateway that
   * addresses conversations directly.
   *
   * @default 'platform'
   */
  readonly dialect?: 'platform' | 'thread';

  /**
   * Name of the partner event source of the Genesys EventBridge integration
   * (`aws.partner/genesys.com/cloud/<organization id>/<suffix>`). It must be pending in this account and region.
   *
   * @default - no partner bus; only the extra event sources tell about conversations
   */
  readonly eventSourceName?: string;

  /**
   * Sources on our own bus that may report conversations as Genesys does.
   *
   * @default ['com.genesys.cloud']
   */
  readonly extraEventSources?: readonly string[];

  /**
   * Web deployment to write from when a session names none.
   *
   * @default - contacts without a known deployment are rejected with NO_DEPLOYMENT
   */
  readonly deploymentId?: string;

  /**
   * Requests per minute that Genesys allows the OAuth client, until its answers say otherwise.
   *
   * @default 300
   */
  readonly requestsPerMinute?: number;

  /**
   * Secret with the OAuth client as JSON: `{"clientId":"…","clientSecret":"…"}`.
   *
   * @default - an empty secret is created; store the client in it after the first deployment
   */
  readonly oauthClientSecret?: ISecret;

  /**
   * What to do for a contact that no event and no application has ever named.
   *
   * @default 'reject'
   */
  readonly unknownContact?: 'reject' | 'startNew';

  /**
   * Whom this stage writes to: everybody, the contacts of its guest list, or nobody. Where it may not write it
   * does everything but the POST, and says so in the outcome.
   *
   * @default 'everybody'
   */
  readonly audience?: 'everybody' | 'guests' | 'nobody';

  /**
   * The guest list: Genesys external contact ids.
   *
   * @default - nobody
   */
  readonly guestContactIds?: string[];

  /**
   * JSON file of message templates that requests may name instead of bringing a text; a relative path counts from the
   * folder the CDK runs in.
   *
   * @default - no templates; every request brings its text
   */
  readonly templates?: string;

  /**
   * Days that a notification without a `deliverBy` waits for its contact: to come back, to end a conversation, or for
   * an agent to leave it. Then it ends as EXPIRED.
   *
   * @default 7
   */
  readonly parkDays?: number;

  /**
   * How long a session is remembered after its last event.
   *
   * @default Duration.days(90)
   */
  readonly sessionRetention?: Duration;

  /**
   * How long a session may be live and silent before Genesys is asked whether it still is. Whole hours.
   *
   * @default Duration.hours(24)
   */
  readonly sessionStaleAfter?: Duration;

  /**
   * An alarm rings when the newest conversation event is older than this. As long as the longest quiet time of the
   * contact centre, at most a day.
   *
   * @default Duration.minutes(60)
   */
  readonly registrySilence?: Duration;

  /**
   * Topic by which Genesys tells that contacts were merged, as it stands in `detail-type`. Subscribe to it in the
   * EventBridge integration as well, if your organization offers it there.
   *
   * @default - mergers are not followed
   */
  readonly contactMergeTopic?: string;

  /**
   * EXPRESS costs a few dollars per million notifications, STANDARD about two hundred; safety comes from the ledger with either.
   *
   * @default StateMachineType.EXPRESS
   */
  readonly workflowType?: StateMachineType;

  /**
   * Keeps tables, key and secrets when the stack is deleted.
   *
   * @default true
   */
  readonly retainData?: boolean;

  /**
   * Events of Genesys on which a message is requested, each chosen by the pattern of a rule of its own.
   *
   * @default - none
   */
  readonly triggers?: readonly EventTriggerProps[];

  /**
   * Types of notifications that have to be still true when they are sent: a function that is asked right before,
   * an event that takes the message back, or both.
   *
   * @default - nobody is asked
   */
  readonly stillTrue?: readonly StillTrueProps[];

  /**
   * Zone in which a local time of a recipient is read whose own zone is unknown.
   *
   * @default 'UTC'
   */
  readonly defaultTimeZone?: string;

  /**
   * Where the runbook is read. The description of every alarm links to its heading there.
   *
   * @default 'docs/runbook.md', the path in this repository
   */
  readonly runbookUrl?: string;

  /**
   * Told by every alarm.
   *
   * @default - alarms change state and tell nobody
   */
  readonly alarmTopic?: ITopic;
}
