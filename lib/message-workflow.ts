import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  Fail,
  LogLevel,
  QueryLanguage,
  StateMachine,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { outcomeEvent } from '../lambda/contract/outcomes';
import { ATTEMPT_DUE, CONVERSATION_CONFLICT } from '../lambda/contract/request-events';
import { STEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { StepOutput } from '../lambda/contract/workflow';
import { acknowledge } from './acknowledgements';
import { withFixedPolicy } from './encryption-key';
import { createWorkflowRole } from './workflow-role';
import { keep, noteAsTold, publish, RETRY, step } from './workflow-tasks';

export interface MessageWorkflowProps {
  readonly loadSession: IFunction;
  readonly preflightConversation: IFunction;
  readonly postMessage: IFunction;
  readonly openNewSession: IFunction;
  readonly sendByChannel: IFunction;
  readonly diagnoseRefusal: IFunction;
  readonly reconcile: IFunction;
  /** Where told outcomes are noted. */
  readonly ledger: ITable;
  /** Outcomes and conflicts are published here. */
  readonly bus: IEventBus;
  /** Encrypts the definition and what executions carry. */
  readonly encryptionKey: IKey;
  /** Keeps every event that was refused or could not be taken in. */
  readonly rejectedEvents: IQueue;
  readonly logGroup: ILogGroup;
  readonly workflowType: StateMachineType;
}

/** An Express workflow may live five minutes; ours is over before that, so that its end is ours to name. */
const MAX_DURATION = Duration.seconds(290);

const is = (kind: StepOutput['kind']) => Condition.jsonata(`{% $states.input.kind = '${kind}' %}`);

/**
 * One execution per attempt at a notification:
 *
 *     Load session ─> Ready? ─> Preflight conversation ─> Where to? ─> Post message     ─> What came of it?
 *                       │                                    ├───────> Open new session ─>   │
 *                       │                                    └───────> Send by channel  ─>   │ ─> Send by channel, the next
 *                       └─ concluded, refused, later, invalid                                ├─ Publish outcome ─> Note as told
 *                                                                                            ├─ Publish hold, Publish conflict
 *     Wait for slot ──> Load session        Diagnose refusal ──> Publish outcome             └─ Reconcile
 */
export class MessageWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: MessageWorkflowProps) {
    super(scope, id);

    const loadSession = step(this, 'Load session', {
      fn: props.loadSession,
      seconds: STEP_TIMEOUT_SECONDS,
      input: {
        executionName: '{% $states.context.Execution.Name %}',
        event: '{% $states.input %}',
      },
    });
    const preflight = step(this, 'Preflight conversation', { fn: props.preflightConversation });
    const postMessage = step(this, 'Post message', { fn: props.postMessage });
    const openNewSession = step(this, 'Open new session', { fn: props.openNewSession });
    const sendByChannel = step(this, 'Send by channel', { fn: props.sendByChannel });
    const diagnose = step(this, 'Diagnose refusal', { fn: props.diagnoseRefusal });
    const reconcile = step(this, 'Reconcile', { fn: props.reconcile });
    const waitForSlot = Wait.jsonata(this, 'Wait for slot', {
      time: WaitTime.seconds('{% $states.input.waitSeconds %}'),
      outputs: {
        'detail-type': ATTEMPT_DUE,
        detail: { notificationKey: '{% $states.input.notificationKey %}' },
      },
    });
    const publishOutcome = publish(this, 'Publish outcome', {
      eventBus: props.bus,
      detailType: '{% $states.input.detailType %}',
      detail: '{% $states.input.conclusion %}',
    });
    const publishHold = publish(this, 'Publish hold', {
      eventBus: props.bus,
      detailType: '{% $states.input.detailType %}',
      detail: '{% $states.input.held %}',
    });
    const publishRejection = publish(this, 'Publish rejection', {
      eventBus: props.bus,
      detailType: outcomeEvent('REJECTED'),
      detail: '{% $states.input.rejection %}',
    });
    const publishConflict = publish(this, 'Publish conflict', {
      eventBus: props.bus,
      detailType: CONVERSATION_CONFLICT,
      detail: {
        version: '1',
        notificationKey: '{% $states.input.notificationKey %}',
        conflict: '{% $states.input.conflict %}',
      },
    });
    const keepRejected = keep(this, 'Keep rejected event', {
      queue: props.rejectedEvents,
      cause: '{% $states.input.rejection %}',
    });
    const keepUntaken = keep(this, 'Keep untaken event', {
      queue: props.rejectedEvents,
      cause: '{% $states.input %}',
    });
    const done = Succeed.jsonata(this, 'Done');

    // Only steps that may run twice without harm are retried; a send is never repeated, only reconciled.
    for (const task of [loadSession, preflight, diagnose, reconcile]) task.addRetry(RETRY);
    loadSession.addCatch(keepUntaken);
    for (const task of [preflight, postMessage, openNewSession, sendByChannel, diagnose]) {
      task.addCatch(reconcile, {
        outputs: { notificationKey: '{% $states.input.notificationKey %}' },
      });
    }

    keepUntaken.next(Fail.jsonata(this, 'Not taken in', { error: 'EventNotTakenIn' }));
    waitForSlot.next(loadSession);
    // A lost note costs a second telling; a failed one must not fail what has been told.
    const noteTold = noteAsTold(this, 'Note as told', props.ledger).addCatch(done);
    publishOutcome.next(
      Choice.jsonata(this, 'Must it be heard?')
        .when(Condition.jsonata('{% $states.input.mustBeHeard %}'), noteTold.next(done))
        .otherwise(done),
    );
    publishConflict.next(done);
    publishHold.next(done);
    const reject = keepRejected.next(publishRejection).next(done);
    const nextAttempt = Choice.jsonata(this, 'Another attempt?')
      .when(is('later'), waitForSlot)
      .when(is('concluded'), publishOutcome)
      .when(is('held'), publishHold)
      .otherwise(done);
    diagnose.next(nextAttempt);
    reconcile.next(nextAttempt);
    const whatCameOfIt = Choice.jsonata(this, 'What came of it?')
      .when(is('conflict'), publishConflict)
      .when(is('fallback'), sendByChannel)
      .when(is('refused'), diagnose)
      .when(is('doubt'), reconcile)
      .otherwise(nextAttempt);
    sendByChannel.next(whatCameOfIt);
    const whereTo = Choice.jsonata(this, 'Where to?')
      .when(is('existing'), postMessage.next(whatCameOfIt))
      .when(is('new'), openNewSession.next(whatCameOfIt))
      .when(is('fallback'), sendByChannel)
      .when(is('refused'), diagnose)
      .otherwise(nextAttempt);
    const ready = Choice.jsonata(this, 'Ready?')
      .when(is('ready'), preflight.next(whereTo))
      .when(is('new'), openNewSession)
      .when(is('fallback'), sendByChannel)
      .when(is('doubt'), reconcile)
      .when(is('invalid'), reject)
      .otherwise(nextAttempt);

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      definitionBody: DefinitionBody.fromChainable(loadSession.next(ready)),
      queryLanguage: QueryLanguage.JSONATA,
      stateMachineType: props.workflowType,
      timeout: MAX_DURATION,
      role: createWorkflowRole(this, props),
      tracingEnabled: true,
      logs: { destination: props.logGroup, level: LogLevel.ERROR, includeExecutionData: false },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(
        withFixedPolicy(this, props.encryptionKey),
      ),
    });
    acknowledge(this.stateMachine, {
      workflowLogsEverything:
        'Failures are logged. The decision record tells of the rest, in the ledger and without any text.',
    });
  }
}
