import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import type { IEventBus, IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import {
  CONTACT_CHANGED,
  CUSTOMER_END,
  CUSTOMER_START,
  WEB_MESSAGING,
} from '../lambda/contract/genesys-events';
import {
  NOTIFICATION_CANCELLED,
  NOTIFICATION_RESCHEDULED,
  REDRIVE_REQUESTED,
} from '../lambda/contract/change-events';
import { RECIPIENT_PREFERENCE_CHANGED } from '../lambda/contract/preference-events';
import {
  CONVERSATION_CONFLICT,
  NOTIFICATION_REQUESTED,
  SESSION_REGISTERED,
} from '../lambda/contract/request-events';
import { EventTriggers } from './event-triggers';
import { StillTrueRules } from './still-true-rules';
import type { StillTrue } from './still-true-settings';
import { reserveSource, reserveSourceOnOwnBus } from './reserved-source';
import { acknowledge } from './acknowledgements';
import { deadLetterQueue, letRulesSend } from './event-queues';
import { ruleTarget } from './rule-target';
import { ServiceRole } from './service-role';
import type { EventTrigger } from './trigger-settings';

/** How every Genesys partner event source begins. */
export const EVENT_SOURCE_PREFIX = 'aws.partner/genesys.com/';

export interface EventIntakeProps {
  /** @default - a bus is created */
  readonly eventBus?: IEventBus;
  /** Partner event source to associate; without it there is no partner bus. */
  readonly eventSourceName?: string;
  readonly extraEventSources: readonly string[];
  /**
   * Topic by which Genesys tells that contacts were merged.
   *
   * @default - no such events are taken
   */
  readonly contactMergeTopic?: string;
  /** Events of Genesys on which a message is requested. */
  readonly triggers: readonly EventTrigger[];
  /** Messages that have to be still true when they are sent. */
  readonly stillTrue: readonly StillTrue[];
  readonly encryptionKey: IKey;
}

/** A message is given to the ingest function this often before it counts as unreadable. */
const MAX_RECEIVES = 4;

/**
 * The two buses, the queue in front of the registry, and the rules that lead from one to the other.
 * Requests go straight to the workflow; only the firehose of conversation events is queued.
 */
export class EventIntake extends Construct {
  /** Where applications publish, and where outcomes appear. */
  readonly bus: IEventBus;
  /** Where Genesys publishes. */
  readonly partnerBus?: IEventBus;
  /** Registry events, for the ingest function. */
  readonly queue: Queue;
  /** Registry events that could not be read. */
  readonly unreadableEvents: Queue;
  /** Events that EventBridge could not deliver. */
  readonly undeliveredEvents: Queue;

  private readonly props: EventIntakeProps;

  constructor(scope: Construct, id: string, props: EventIntakeProps) {
    super(scope, id);
    this.props = props;

    this.bus =
      props.eventBus ??
      new EventBus(this, 'Bus', {
        description: 'Requests, conflicts and outcomes of proactive messages',
        kmsKey: props.encryptionKey,
      });
    this.partnerBus = props.eventSourceName
      ? new EventBus(this, 'PartnerBus', {
          eventSourceName: props.eventSourceName,
          kmsKey: props.encryptionKey,
        })
      : undefined;
    this.undeliveredEvents = deadLetterQueue(this, 'UndeliveredEvents', props.encryptionKey);
    acknowledge(this.undeliveredEvents, {
      deadLetterQueueOfQueue: 'It is the dead-letter queue of rules and schedules.',
    });
    this.unreadableEvents = deadLetterQueue(this, 'UnreadableEvents', props.encryptionKey);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      // Six times the function's timeout, as AWS advises for event source mappings.
      visibilityTimeout: Duration.seconds(90),
      deadLetterQueue: { queue: this.unreadableEvents, maxReceiveCount: MAX_RECEIVES },
    });

    for (const queue of [this.queue, this.undeliveredEvents]) letRulesSend(queue, this.ourRules());
    for (const { id: place, eventBus, sources } of this.origins()) {
      this.conversationRule(`${place}Conversations`, eventBus, sources);
      if (props.contactMergeTopic) {
        this.mergerRule(`${place}ContactMergers`, eventBus, sources, props.contactMergeTopic);
      }
    }
    new Rule(this, 'SessionRegistrations', {
      description: 'Applications telling whose session is whose',
      eventBus: this.bus,
      eventPattern: { detailType: [SESSION_REGISTERED] },
      targets: [this.toQueue()],
    });
    new Rule(this, 'RecipientPreferences', {
      description: 'Applications telling what contacts want',
      eventBus: this.bus,
      eventPattern: { detailType: [RECIPIENT_PREFERENCE_CHANGED] },
      targets: [this.toQueue()],
    });
  }

  /** Starts the workflow for each request and each conflict. */
  startWorkflow(workflow: IStateMachine): void {
    const rights = new ServiceRole(this, 'StartRights', {
      description: 'Rules starting the workflow',
      service: 'events',
      sourceArns: this.ourRules(),
    });
    rights.allow(['states:StartExecution'], [workflow.stateMachineArn]);
    const toWorkflow = (input?: RuleTargetInput): IRuleTarget =>
      ruleTarget({
        arn: workflow.stateMachineArn,
        role: rights.role,
        input,
        deadLetterQueue: this.undeliveredEvents,
      });
    const target = toWorkflow();
    new Rule(this, 'NotificationRequests', {
      description: 'Applications and schedules asking for a message, moving it or taking it back',
      eventBus: this.bus,
      eventPattern: {
        detailType: [
          NOTIFICATION_REQUESTED,
          NOTIFICATION_CANCELLED,
          NOTIFICATION_RESCHEDULED,
          REDRIVE_REQUESTED,
        ],
      },
      targets: [target],
    });
    new Rule(this, 'ConversationConflicts', {
      description: 'Conflicts met by applications or by the workflow itself',
      eventBus: this.bus,
      eventPattern: { detailType: [CONVERSATION_CONFLICT] },
      targets: [target],
    });
    new EventTriggers(this, 'Triggers', {
      triggers: this.props.triggers,
      origins: this.origins(),
      target: toWorkflow,
    });
    new StillTrueRules(this, 'StillTrue', {
      conditions: this.props.stillTrue,
      eventBus: this.bus,
      target: toWorkflow,
    });
  }

  /** Where Genesys may publish: its own bus, and ours for whoever speaks for it. */
  private origins() {
    const sources = [...Match.prefix(EVENT_SOURCE_PREFIX), ...this.props.extraEventSources];
    const partner = this.partnerBus && [{ id: 'Partner', eventBus: this.partnerBus, sources }];
    return [...(partner ?? []), { id: 'Extra', eventBus: this.bus, sources }];
  }

  /** Lets nobody but the workflow speak as the workflow. */
  reserveSource(source: string, speaker: IRole): void {
    const { eventBus } = this.props;
    if (eventBus) reserveSourceOnOwnBus(this, eventBus, { source, speaker });
    else reserveSource(this.bus, { source, speaker });
  }

  /** Starts, ends and owners of web-messaging conversations; everything else is dropped by the pattern, free of charge. */
  private conversationRule(id: string, eventBus: IEventBus, source: string[]): void {
    new Rule(this, id, {
      description: 'Web-messaging customers coming, going and being recognized',
      eventBus,
      eventPattern: {
        source,
        detailType: [CUSTOMER_START, CUSTOMER_END, CONTACT_CHANGED],
        detail: { eventBody: { messageType: [WEB_MESSAGING] } },
      },
      targets: [this.toQueue()],
    });
  }

  /** Of all that happens to contacts, only what names a merger. */
  private mergerRule(id: string, eventBus: IEventBus, source: string[], topic: string): void {
    new Rule(this, id, {
      description: 'Contacts becoming one',
      eventBus,
      eventPattern: {
        source,
        detailType: [topic],
        detail: { eventBody: { mergeOperation: { resultingContactId: Match.exists() } } },
      },
      targets: [this.toQueue()],
    });
  }

  /** The rules of our buses, by the names under which EventBridge acts for them. */
  private ourRules(): string[] {
    return this.origins().map(({ eventBus }) =>
      Stack.of(this).formatArn({
        service: 'events',
        resource: 'rule',
        resourceName: `${eventBus.eventBusName}/*`,
      }),
    );
  }

  private toQueue(): IRuleTarget {
    return ruleTarget({
      arn: this.queue.queueArn,
      deadLetterQueue: this.undeliveredEvents,
    });
  }
}
