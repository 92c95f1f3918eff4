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
  SendEnvironment,
} from '../lambda/contract/environment';
import type { MessageTemplates } from '../lambda/contract/message-templates';
import { BY_STALE_INDEX } from '../lambda/contract/sessions-table';
import { SENDER_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { DataStore } from './data-store';
import type { FunctionNetwork } from './function-network';
import { createIngestFunction } from './ingest-function';
import type { HandlerName } from './lambda-bundle';
import { createLoadSessionFunction } from './load-session-function';
import type { MessageWorkflowProps } from './message-workflow';
import type { ProactiveMessagingProps } from './messaging-props';
import { audienceOf, genesysHosts, requestTerms, sessionUpkeep } from './function-settings';
import { toLimits } from './limits-props';
import type { LimitsProps } from './limits-props';
import { allowAsking, conditionFunctions } from './condition-access';
import { allowReadingSecret } from './secret-access';
import type { StillTrue } from './still-true-settings';
import { StepFunction } from './step-function';
import type { StepFunctionProps } from './step-function';
import { allowIndexes, allowReading, allowWriting } from './table-access';

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
  /** Where events about sessions come from. */
  readonly events: IQueue;
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

    const loadSession = createLoadSessionFunction(this, {
      ...props,
      environment: {
        ...ledger,
        ...sessions,
        ...limits,
        KEY_PEPPER_SECRET_ARN: keyPepper.secretArn,
        ...terms,
      },
    });

    this.steps = {
      loadSession,
      preflightConversation: this.caller(
        'PreflightConversation',
        'preflight-conversation',
        'Reads the state of the conversation right before sending',
        genesys,
      ),
      postMessage: this.sender(
        'PostMessage',
        'post-message',
        'Sends into the live conversation',
        sender,
      ),
      openNewSession: this.sender(
        'OpenNewSession',
        'open-new-session',
        'Sends where no conversation is live',
        sender,
      ),
      sendByChannel: this.sender(
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

    this.ingestEvents = createIngestFunction(this, { ...props, ...upkeep });

    const check: CheckStaleSessionsEnvironment = { ...genesys, ...upkeep };
    const checkStaleSessions = this.caller(
      'CheckStaleSessions',
      'check-stale-sessions',
      'Asks Genesys about sessions that were silent for long',
      check,
    );
    allowIndexes(store.sessions, checkStaleSessions.rights, [BY_STALE_INDEX]);
    allowWriting(store.sessions, checkStaleSessions.rights);
    this.checkStaleSessions = checkStaleSessions;
  }

  /** A function that speaks to Genesys: it reads the OAuth client and moves its notification on. */
  private caller(
    id: string,
    handler: HandlerName,
    description: string,
    environment: CallEnvironment | SendEnvironment,
  ): StepFunction<CallEnvironment | SendEnvironment> {
    const fn = this.function<CallEnvironment | SendEnvironment>(id, {
      handler,
      description,
      timeout: Duration.seconds(SENDER_TIMEOUT_SECONDS),
      environment,
    });
    allowReading(this.props.store.ledger, fn.rights);
    allowWriting(this.props.store.ledger, fn.rights);
    allowReadingSecret(this.props.oauthClientSecret, fn.rights);
    return fn;
  }

  /** A function that speaks to the customer: it may ask first whether what it says is still true. */
  private sender(
    id: string,
    handler: HandlerName,
    description: string,
    environment: SendEnvironment,
  ): IFunction {
    const fn = this.caller(id, handler, description, environment);
    allowAsking(fn.rights, this.props.stillTrue);
    return fn;
  }

  private function<Environment extends Record<string, string>>(
    id: string,
    options: Omit<StepFunctionProps<Environment>, 'encryptionKey' | 'network'>,
  ): StepFunction<Environment> {
    const { encryptionKey, network } = this.props;
    return new StepFunction<Environment>(this, id, { ...options, encryptionKey, network });
  }
}
