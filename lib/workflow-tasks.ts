import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { JitterType, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { RetryProps, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import {
  DynamoAttributeValue,
  DynamoUpdateItem,
  EventBridgePutEvents,
  LambdaInvoke,
  SqsSendMessage,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { OUTCOME_SOURCE } from '../lambda/contract/events';
import { NOTIFICATION_PREFIX } from '../lambda/contract/ledger-table';
import { SENDER_TIMEOUT_SECONDS, TASK_GRACE_SECONDS } from '../lambda/contract/timeouts';

/** For the states that may run twice without harm. The two that send have no retry at all. */
export const RETRY: RetryProps = {
  errors: ['States.ALL'],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 3,
  jitterStrategy: JitterType.FULL,
};

const PUBLISH_TIMEOUT = Timeout.duration(Duration.seconds(10));

interface StepOptions {
  readonly fn: IFunction;
  /** How long the function may run. @default - as long as a function that sends */
  readonly seconds?: number;
  /** @default - the input of the state */
  readonly input?: Record<string, string>;
}

/** A state that runs one step's function. CDK's own six retries are switched off: a send must not be repeated. */
export function step(scope: Construct, name: string, options: StepOptions): LambdaInvoke {
  const { fn, seconds = SENDER_TIMEOUT_SECONDS, input } = options;
  return LambdaInvoke.jsonata(scope, name, {
    lambdaFunction: fn,
    payload: input ? TaskInput.fromObject(input) : TaskInput.fromText('{% $states.input %}'),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    taskTimeout: Timeout.duration(Duration.seconds(seconds + TASK_GRACE_SECONDS)),
  });
}

interface PublishOptions {
  readonly eventBus: IEventBus;
  readonly detailType: string;
  readonly detail: string | Record<string, string>;
}

/** A state that tells the bus. */
export function publish(scope: Construct, name: string, options: PublishOptions): TaskStateBase {
  const { detail, ...entry } = options;
  return EventBridgePutEvents.jsonata(scope, name, {
    entries: [
      {
        ...entry,
        source: OUTCOME_SOURCE,
        detail:
          typeof detail === 'string' ? TaskInput.fromText(detail) : TaskInput.fromObject(detail),
      },
    ],
    outputs: '{% $states.input %}',
    taskTimeout: PUBLISH_TIMEOUT,
  }).addRetry(RETRY);
}

/** A state that keeps the event the execution was started with, beside the reason why. */
export function keep(
  scope: Construct,
  name: string,
  options: { readonly queue: IQueue; readonly cause: string },
): TaskStateBase {
  return SqsSendMessage.jsonata(scope, name, {
    queue: options.queue,
    messageBody: TaskInput.fromObject({
      event: '{% $states.context.Execution.Input %}',
      cause: options.cause,
    }),
    outputs: '{% $states.input %}',
    taskTimeout: PUBLISH_TIMEOUT,
  }).addRetry(RETRY);
}

/**
 * A state that takes a told outcome off the list of what is due. Only a concluded row: a request that
 * contradicts another has the same key, and that other one may still be waiting.
 */
export function noteAsTold(scope: Construct, name: string, ledger: ITable): TaskStateBase {
  return DynamoUpdateItem.jsonata(scope, name, {
    table: ledger,
    key: {
      pk: DynamoAttributeValue.fromString(
        `{% '${NOTIFICATION_PREFIX}' & $states.input.conclusion.notificationKey %}`,
      ),
    },
    updateExpression: 'REMOVE duePartition, dueAtMs',
    conditionExpression: 'attribute_exists(conclusion)',
    taskTimeout: PUBLISH_TIMEOUT,
  });
}
