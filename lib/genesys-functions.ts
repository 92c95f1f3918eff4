import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type {
  CallEnvironment,
  CheckStaleSessionsEnvironment,
  IngestEventsEnvironment,
  LoadSessionEnvironment,
  SendEnvironment,
} from '../lambda/contract/environment';
import { TEMPLATES_FILE } from '../lambda/contract/message-templates';
import { SENDER_TIMEOUT_SECONDS, STEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { DataStore } from './data-store';
import type { HandlerName } from './lambda-bundle';
import type { MessageWorkflowProps } from './message-workflow';
import type { ProactiveMessagingProps } from './proactive-messaging';
import { allowReading } from './secret-access';
import { StepFunction } from './step-function';
import type { StepFunctionProps } from './step-function';
import { readTemplateFile } from './template-file';

export interface GenesysFunctionsProps extends Pick<
  ProactiveMessagingProps,
  | 'genesys'
  | 'dialect'
  | 'deploymentId'
  | 'unknownContact'
  | 'audience'
  | 'guestContactIds'
  | 'templates'
  | 'contactMergeTopic'
  | 'defaultTimeZone'
> {
  readonly store: DataStore;
  readonly oauthClientSecret: ISecret;
  readonly keyPepper: ISecret;
  readonly encryptionKey: IKey;
  readonly sessionRetention: Duration;
  /** @default Duration.hours(24) */
  readonly sessionStaleAfter?: Duration;
  /** Where events about sessions go that can't be read. */
  readonly unreadableEvents: IQueue;
  readonly metricsNamespace: string;
}

type Steps = Pick<
  MessageWorkflowProps,
  | 'loadSession'
  | 'preflightConversation'
  | 'postMessage'
  | 'openNewSession'
  | 'diagnoseRefusal'
  | 'reconcile'
>;

/** What a handler does to a table, and nothing more. */
const LEDGER_INTAKE = ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'];
const LEDGER_STEP = ['dynamodb:GetItem', 'dynamodb:UpdateItem'];
const SESSION_LOOKUP = ['dynamodb:GetItem', 'dynamodb:Query'];
const SESSION_UPKEEP = ['dynamodb:UpdateItem'];

/** One function per state, one role per function, each with exactly the actions its handler calls. */
export class GenesysFunctions extends Construct {
  readonly steps: Steps;
  readonly ingestEvents: IFunction;
  readonly checkStaleSessions: IFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GenesysFunctionsProps,
  ) {
    super(scope, id);
    const { store, keyPepper } = props;
    const ledger = {
      LEDGER_TABLE_NAME: store.ledger.tableName,
      METRICS_NAMESPACE: props.metricsNamespace,
    };
    const sessions = { SESSIONS_TABLE_NAME: store.sessions.tableName };
    const upkeep = {
      ...sessions,
      SESSION_RETENTION_DAYS: String(props.sessionRetention.toDays()),
      SESSION_STALE_HOURS: String((props.sessionStaleAfter ?? Duration.hours(24)).toHours()),
    };
    const dialect = props.dialect ?? 'platform';
    const templates = props.templates === undefined ? {} : readTemplateFile(props.templates);
    const genesys: CallEnvironment = {
      ...ledger,
      GENESYS_API_URL: apiUrl(props.genesys),
      GENESYS_LOGIN_URL: loginUrl(props.genesys),
      GENESYS_DIALECT: dialect,
      OAUTH_CLIENT_SECRET_ARN: props.oauthClientSecret.secretArn,
    };

    const sender: SendEnvironment = { ...genesys, ...audienceOf(props) };

    const loadSession = this.function<LoadSessionEnvironment>('LoadSession', {
      handler: 'load-session',
      description: 'Stores the request and finds the session',
      timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
      files: { [TEMPLATES_FILE]: JSON.stringify(templates) },
      environment: {
        ...ledger,
        ...sessions,
        KEY_PEPPER_SECRET_ARN: keyPepper.secretArn,
        DEFAULT_DEPLOYMENT_ID: props.deploymentId ?? '',
        UNKNOWN_CONTACT: props.unknownContact ?? 'reject',
        GENESYS_DIALECT: dialect,
        DEFAULT_TIME_ZONE: props.defaultTimeZone ?? 'UTC',
      },
    });
    allow(store.ledger, loadSession, LEDGER_INTAKE);
    allow(store.sessions, loadSession, SESSION_LOOKUP);
    allowReading(keyPepper, loadSession);

    this.steps = {
      loadSession,
      preflightConversation: this.caller(
        'PreflightConversation',
        'preflight-conversation',
        'Reads the state of the conversation right before sending',
        genesys,
      ),
      postMessage: this.caller(
        'PostMessage',
        'post-message',
        'Sends into the live conversation',
        sender,
      ),
      openNewSession: this.caller(
        'OpenNewSession',
        'open-new-session',
        'Sends where no conversation is live',
        sender,
      ),
      reconcile: this.caller(
        'Reconcile',
        'reconcile',
        'Settles what became of a send without an answer',
        genesys,
      ),
      diagnoseRefusal: this.caller(
        'DiagnoseRefusal',
        'diagnose-refusal',
        'Finds out what a refusal means',
        genesys,
      ),
    };

    this.ingestEvents = this.function<IngestEventsEnvironment>('IngestEvents', {
      handler: 'ingest-events',
      description: 'Keeps the session registry from events',
      timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
      environment: {
        ...upkeep,
        METRICS_NAMESPACE: props.metricsNamespace,
        UNREADABLE_EVENTS_URL: props.unreadableEvents.queueUrl,
        CONTACT_MERGE_TOPIC: props.contactMergeTopic ?? '',
      },
    });
    allow(store.sessions, this.ingestEvents, SESSION_UPKEEP);
    props.unreadableEvents.grant(this.ingestEvents, 'sqs:SendMessage');

    const check: CheckStaleSessionsEnvironment = { ...genesys, ...upkeep };
    this.checkStaleSessions = this.caller(
      'CheckStaleSessions',
      'check-stale-sessions',
      'Asks Genesys about sessions that were silent for long',
      check,
    );
    allow(store.sessions, this.checkStaleSessions, [...SESSION_UPKEEP, 'dynamodb:Query']);
  }

  /** A function that speaks to Genesys: it reads the OAuth client and moves its notification on. */
  private caller(
    id: string,
    handler: HandlerName,
    description: string,
    environment: CallEnvironment | SendEnvironment,
  ): IFunction {
    const fn = this.function<CallEnvironment | SendEnvironment>(id, {
      handler,
      description,
      timeout: Duration.seconds(SENDER_TIMEOUT_SECONDS),
      environment,
    });
    allow(this.props.store.ledger, fn, LEDGER_STEP);
    allowReading(this.props.oauthClientSecret, fn);
    return fn;
  }

  private function<Environment extends Record<string, string>>(
    id: string,
    options: Omit<StepFunctionProps<Environment>, 'encryptionKey'>,
  ): IFunction {
    const { encryptionKey } = this.props;
    return new StepFunction<Environment>(this, id, { ...options, encryptionKey });
  }
}

function audienceOf({
  audience = 'everybody',
  guestContactIds = [],
}: Pick<GenesysFunctionsProps, 'audience' | 'guestContactIds'>) {
  return { AUDIENCE: audience, GUEST_CONTACT_IDS: guestContactIds.join(' ') };
}

function allow(table: ITable, fn: IFunction, actions: readonly string[]): void {
  table.grant(fn, ...actions);
  table.encryptionKey?.grantEncryptDecrypt(fn);
}

const apiUrl = (genesys: ProactiveMessagingProps['genesys']): string =>
  'domain' in genesys ? `https://api.${genesys.domain}` : genesys.apiUrl;

const loginUrl = (genesys: ProactiveMessagingProps['genesys']): string =>
  'domain' in genesys ? `https://login.${genesys.domain}` : genesys.loginUrl;
