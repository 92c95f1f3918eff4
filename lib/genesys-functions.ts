import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type {
  ApiBudgetEnvironment,
  CallEnvironment,
  CheckStaleSessionsEnvironment,
  LoadSessionEnvironment,
  SendEnvironment,
} from '../lambda/contract/environment';
import { TEMPLATES_FILE } from '../lambda/contract/message-templates';
import type { MessageTemplates } from '../lambda/contract/message-templates';
import { SENDER_TIMEOUT_SECONDS, STEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { DataStore } from './data-store';
import type { FunctionNetwork } from './function-network';
import { createIngestFunction } from './ingest-function';
import type { HandlerName } from './lambda-bundle';
import type { MessageWorkflowProps } from './message-workflow';
import type { ProactiveMessagingProps } from './messaging-props';
import { audienceOf, genesysHosts, requestTerms, sessionUpkeep } from './function-settings';
import { toLimits } from './limits-props';
import type { LimitsProps } from './limits-props';
import { allowReading } from './secret-access';
import { allowAsking, conditionFunctions } from './condition-access';
import type { StillTrue } from './still-true-settings';
import { StepFunction } from './step-function';
import type { StepFunctionProps } from './step-function';
import { allow } from './table-access';

export interface GenesysFunctionsProps
  extends
    LimitsProps,
    Pick<
      ProactiveMessagingProps,
      | 'genesys'
      | 'dialect'
      | 'deploymentId'
      | 'unknownContact'
      | 'audience'
      | 'guestContactIds'
      | 'contactMergeTopic'
      | 'defaultTimeZone'
      | 'sessionRetention'
      | 'sessionStaleAfter'
      | 'parkDays'
    > {
  readonly store: DataStore;
  readonly oauthClientSecret: ISecret;
  readonly apiBudget: ApiBudgetEnvironment;
  readonly keyPepper: ISecret;
  readonly encryptionKey: IKey;
  readonly network: FunctionNetwork;
  /** Where events about sessions go that can't be read. */
  readonly unreadableEvents: IQueue;
  readonly metricsNamespace: string;
  /** Types of notifications that have to be still true when they are sent. */
  readonly stillTrue: readonly StillTrue[];
  readonly templates: MessageTemplates;
  /** The workflow that ingest starts for what waits for a contact. */
  readonly stateMachineArn: string;
}

type Steps = Pick<
  MessageWorkflowProps,
  | 'loadSession'
  | 'preflightConversation'
  | 'postMessage'
  | 'openNewSession'
  | 'sendByChannel'
  | 'diagnoseRefusal'
  | 'reconcile'
>;

/** What a handler does to a table, and nothing more. */
const LEDGER_INTAKE = ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'];
const LEDGER_STEP = ['dynamodb:GetItem', 'dynamodb:UpdateItem'];
const SESSION_LOOKUP = ['dynamodb:GetItem', 'dynamodb:Query'];
const EVENT_UPKEEP = ['dynamodb:UpdateItem'];

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
    const limits = { LIMITS: JSON.stringify(toLimits(props)) };
    const sessions = { SESSIONS_TABLE_NAME: store.sessions.tableName };
    const upkeep = { ...sessions, ...sessionUpkeep(props) };
    const terms = requestTerms(props);
    const genesys: CallEnvironment = {
      ...ledger,
      ...genesysHosts(props),
      GENESYS_DIALECT: terms.GENESYS_DIALECT,
      ...props.apiBudget,
    };

    const sender: SendEnvironment = {
      ...genesys,
      ...limits,
      ...audienceOf(props),
      STILL_TRUE: JSON.stringify(conditionFunctions(props.stillTrue)),
    };

    const loadSession = this.function<LoadSessionEnvironment>('LoadSession', {
      handler: 'load-session',
      description: 'Stores the request and finds the session',
      timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
      files: { [TEMPLATES_FILE]: JSON.stringify(props.templates) },
      environment: {
        ...ledger,
        ...sessions,
        ...limits,
        KEY_PEPPER_SECRET_ARN: keyPepper.secretArn,
        ...terms,
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
      sendByChannel: this.caller(
        'SendByChannel',
        'send-by-channel',
        'Sends over another channel',
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

    const { postMessage, openNewSession, sendByChannel } = this.steps;
    for (const fn of [postMessage, openNewSession, sendByChannel]) {
      allowAsking(fn, props.stillTrue);
    }

    this.ingestEvents = createIngestFunction(this, { ...props, ...upkeep });

    const check: CheckStaleSessionsEnvironment = { ...genesys, ...upkeep };
    this.checkStaleSessions = this.caller(
      'CheckStaleSessions',
      'check-stale-sessions',
      'Asks Genesys about sessions that were silent for long',
      check,
    );
    allow(store.sessions, this.checkStaleSessions, [...EVENT_UPKEEP, 'dynamodb:Query']);
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
    options: Omit<StepFunctionProps<Environment>, 'encryptionKey' | 'network'>,
  ): IFunction {
    const { encryptionKey, network } = this.props;
    return new StepFunction<Environment>(this, id, { ...options, encryptionKey, network });
  }
}
