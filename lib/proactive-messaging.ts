import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { GenesysDomain } from '../lambda/contract/genesys-regions';
import { DataStore } from './data-store';
import { deadLetterQueue, EventIntake } from './event-intake';
import { GenesysFunctions } from './genesys-functions';
import type { LimitsProps } from './limits-props';
import { MessageWorkflow } from './message-workflow';
import { MessagingAlarms } from './messaging-alarms';
import { RequestSchedules } from './request-schedules';
import { createSecret } from './secret-access';
import { StaleSessionCheck } from './stale-session-check';
import { parseStillTrue } from './still-true-settings';
import type { StillTrueProps } from './still-true-settings';
import { Sweeper } from './sweeper';
import { readTemplates } from './template-file';
import { checkTriggerTemplates } from './trigger-templates';
import { parseTriggers } from './trigger-settings';
import type { EventTriggerProps } from './trigger-settings';
import { OUTCOME_SOURCE } from './workflow-tasks';

/** Where Genesys is reached: a public region by its domain, or the two hosts of a private gateway. */
export type GenesysLocation =
  { readonly domain: GenesysDomain } | { readonly apiUrl: string; readonly loginUrl: string };

export interface ProactiveMessagingProps extends LimitsProps {
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
   * Told by every alarm.
   *
   * @default - alarms change state and tell nobody
   */
  readonly alarmTopic?: ITopic;
}

/**
 * Sends proactive messages into the conversations customers already have with a Genesys Cloud organization.
 *
 * Applications publish `NotificationRequested`, `ConversationConflict` or `SessionRegistered` on `bus`;
 * every request ends in one outcome event on the same bus, with a reason and a next step.
 */
export class ProactiveMessaging extends Construct {
  /** Applications publish here, and hear the outcomes here. */
  readonly bus: IEventBus;
  /** The bus that Genesys publishes on, when an event source is configured. */
  readonly partnerBus?: IEventBus;
  readonly store: DataStore;
  readonly workflow: MessageWorkflow;
  readonly schedules: RequestSchedules;
  readonly oauthClientSecret: ISecret;
  /** Events that could not be taken in, each beside the reason why. */
  readonly rejectedEvents: Queue;
  readonly intake: EventIntake;
  readonly functions: GenesysFunctions;

  constructor(scope: Construct, id: string, props: ProactiveMessagingProps) {
    super(scope, id);

    const metricsNamespace = `ProactiveMessaging/${Stack.of(this).stackName}`;
    const retainData = props.retainData ?? true;
    const removalPolicy = retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const encryptionKey = new Key(this, 'Key', {
      description: 'Message texts, contacts and secrets of proactive messaging',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.store = new DataStore(this, 'Store', { encryptionKey, retainData });
    this.oauthClientSecret =
      props.oauthClientSecret ??
      createSecret(this, 'OAuthClient', {
        description: 'Genesys OAuth client as JSON: {"clientId":"…","clientSecret":"…"}',
        encryptionKey,
        removalPolicy,
      });
    // Losing the pepper would give every notification a new identity, and with it a second delivery.
    const keyPepper = createSecret(this, 'KeyPepper', {
      description: 'Keys the hashes that identify notifications and recipients; never change it',
      encryptionKey,
      removalPolicy,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });

    const stillTrue = parseStillTrue(props.stillTrue);
    const templates = readTemplates(props.templates);
    const triggers = parseTriggers(props.triggers ?? []);
    checkTriggerTemplates(triggers, templates);
    this.intake = new EventIntake(this, 'Intake', {
      eventSourceName: props.eventSourceName,
      extraEventSources: props.extraEventSources ?? ['com.genesys.cloud'],
      contactMergeTopic: props.contactMergeTopic,
      triggers,
      stillTrue,
      encryptionKey,
    });
    this.bus = this.intake.bus;
    this.partnerBus = this.intake.partnerBus;
    this.rejectedEvents = deadLetterQueue(this, 'RejectedEvents', encryptionKey);

    const apiBudget = {
      OAUTH_CLIENT_SECRET_ARN: this.oauthClientSecret.secretArn,
      GENESYS_REQUESTS_PER_MINUTE: String(props.requestsPerMinute ?? 300),
    };
    this.functions = new GenesysFunctions(this, 'Functions', {
      ...props,
      stillTrue,
      templates,
      store: this.store,
      oauthClientSecret: this.oauthClientSecret,
      apiBudget,
      keyPepper,
      encryptionKey,
      metricsNamespace,
      // The workflow is made of functions, and one function starts it: the name is known only in the end.
      stateMachineArn: Lazy.string({ produce: () => this.workflow.stateMachine.stateMachineArn }),
      unreadableEvents: this.intake.unreadableEvents,
    });
    this.functions.ingestEvents.addEventSource(
      new SqsEventSource(this.intake.queue, {
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(0),
        reportBatchItemFailures: true,
      }),
    );
    this.workflow = new MessageWorkflow(this, 'Workflow', {
      ...this.functions.steps,
      ledger: this.store.ledger,
      bus: this.bus,
      rejectedEvents: this.rejectedEvents,
      encryptionKey,
      logGroup: new LogGroup(this, 'WorkflowLogs', {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      workflowType: props.workflowType ?? StateMachineType.EXPRESS,
    });
    this.intake.startWorkflow(this.workflow.stateMachine);
    this.workflow.stateMachine.grantStartExecution(this.functions.ingestEvents);
    this.schedules = new RequestSchedules(this, 'Schedules', {
      bus: this.bus,
      undeliveredEvents: this.intake.undeliveredEvents,
      encryptionKey,
    });
    this.intake.reserveSource(OUTCOME_SOURCE, this.workflow.stateMachine.role);
    new Sweeper(this, 'Sweeper', {
      store: this.store,
      apiBudget,
      workflow: this.workflow.stateMachine,
      group: this.schedules.group,
      deadLetterQueue: this.intake.undeliveredEvents,
      encryptionKey,
      metricsNamespace,
    });
    new StaleSessionCheck(this, 'StaleSessionCheck', {
      function: this.functions.checkStaleSessions,
      group: this.schedules.group,
      deadLetterQueue: this.intake.undeliveredEvents,
    });
    new MessagingAlarms(this, 'Alarms', {
      queues: {
        RejectedEvents: this.rejectedEvents,
        UnreadableEvents: this.intake.unreadableEvents,
        UndeliveredEvents: this.intake.undeliveredEvents,
      },
      metricsNamespace,
      registrySilence: props.registrySilence,
      topic: props.alarmTopic,
    });
  }
}
