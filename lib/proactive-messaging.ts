import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { OUTCOME_SOURCE } from '../lambda/contract/events';
import { acknowledge } from './acknowledgements';
import { DataStore } from './data-store';
import { EventIntake } from './event-intake';
import { deadLetterQueue } from './event-queues';
import { toNetwork } from './function-network';
import { GenesysFunctions } from './genesys-functions';
import { MessageWorkflow } from './message-workflow';
import { MessagingAlarms } from './messaging-alarms';
import { MessagingDashboard } from './messaging-dashboard';
import { MessagingHandles } from './messaging-handles';
import { MessagingMetrics } from './messaging-metrics';
import type { ProactiveMessagingProps } from './messaging-props';
import { RequestSchedules } from './request-schedules';
import { createSafekeeping } from './safekeeping';
import { StaleSessionCheck } from './stale-session-check';
import { parseStillTrue } from './still-true-settings';
import { Sweeper } from './sweeper';
import { readTemplates } from './template-file';
import { checkTriggerTemplates } from './trigger-templates';
import { parseTriggers } from './trigger-settings';

/**
 * Sends proactive messages into the conversations customers already have with a Genesys Cloud organization.
 *
 * Applications publish `NotificationRequested`, `ConversationConflict` or `SessionRegistered` on `bus`;
 * every request ends in one outcome event on the same bus, with a reason and a next step.
 */
export class ProactiveMessaging extends MessagingHandles {
  readonly bus: IEventBus;
  /** The bus that Genesys publishes on, when an event source is configured. */
  readonly partnerBus?: IEventBus;
  readonly store: DataStore;
  /** The `stateMachine` that every notification passes through. */
  readonly workflow: MessageWorkflow;
  readonly schedules: RequestSchedules;
  /** Where the OAuth client is read from. */
  readonly oauthClientSecret: ISecret;
  readonly rejectedEvents: Queue;
  readonly intake: EventIntake;
  /** The functions: `steps` of the workflow, `ingestEvents` and `checkStaleSessions`. */
  readonly functions: GenesysFunctions;
  readonly metricsNamespace: string;
  readonly dashboard: MessagingDashboard;

  constructor(scope: Construct, id: string, props: ProactiveMessagingProps) {
    super(scope, id);

    const metricsNamespace = `ProactiveMessaging/${Stack.of(this).stackName}`;
    this.metricsNamespace = metricsNamespace;
    const retainData = props.retainData ?? true;
    const safekeeping = createSafekeeping(this, { ...props, retainData });
    const { encryptionKey, keyPepper } = safekeeping;
    this.oauthClientSecret = safekeeping.oauthClientSecret;
    const network = toNetwork(props);
    const { sessionsTable, ledgerTable } = props;
    this.store = new DataStore(this, 'Store', {
      sessionsTable,
      ledgerTable,
      encryptionKey,
      retainData,
    });

    const stillTrue = parseStillTrue(props.stillTrue);
    const templates = readTemplates(props.templates);
    const triggers = parseTriggers(props.triggers ?? []);
    checkTriggerTemplates(triggers, templates);
    this.intake = new EventIntake(this, 'Intake', {
      eventBus: props.eventBus,
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
    acknowledge(this.rejectedEvents, {
      deadLetterQueueOfQueue: 'It is the dead-letter queue of the workflow.',
    });

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
      network,
      metricsNamespace,
      // The workflow is made of functions, and one function starts it: the name is known only in the end.
      stateMachineArn: Lazy.string({ produce: () => this.workflow.stateMachine.stateMachineArn }),
      events: this.intake.queue,
      unreadableEvents: this.intake.unreadableEvents,
    });
    this.workflow = new MessageWorkflow(this, 'Workflow', {
      ...this.functions.steps,
      ledger: this.store.ledger,
      bus: this.bus,
      rejectedEvents: this.rejectedEvents,
      encryptionKey,
      logGroup: new LogGroup(this, 'WorkflowLogs', {
        encryptionKey,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      workflowType: props.workflowType ?? StateMachineType.EXPRESS,
    });
    this.intake.startWorkflow(this.workflow.stateMachine);
    this.schedules = new RequestSchedules(this, 'Schedules', {
      bus: this.bus,
      undeliveredEvents: this.intake.undeliveredEvents,
    });
    this.intake.reserveSource(OUTCOME_SOURCE, this.workflow.stateMachine.role);
    new Sweeper(this, 'Sweeper', {
      store: this.store,
      apiBudget,
      workflow: this.workflow.stateMachine,
      group: this.schedules.group,
      deadLetterQueue: this.intake.undeliveredEvents,
      encryptionKey,
      network,
      metricsNamespace,
    });
    new StaleSessionCheck(this, 'StaleSessionCheck', {
      function: this.functions.checkStaleSessions,
      group: this.schedules.group,
      deadLetterQueue: this.intake.undeliveredEvents,
    });
    const metrics = new MessagingMetrics(this);
    const queues = {
      RejectedEvents: this.rejectedEvents,
      UnreadableEvents: this.intake.unreadableEvents,
      UndeliveredEvents: this.intake.undeliveredEvents,
    };
    const { all: alarms } = new MessagingAlarms(this, 'Alarms', {
      queues,
      metrics,
      registrySilence: props.registrySilence,
      runbookUrl: props.runbookUrl,
      topic: props.alarmTopic,
    });
    this.dashboard = new MessagingDashboard(this, 'Dashboard', {
      metrics,
      alarms,
      queues,
      workflow: this.workflow.stateMachine,
      store: this.store,
      logGroups: this.node.findAll().filter((each) => each instanceof LogGroup),
    });
  }
}
