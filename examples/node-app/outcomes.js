// @ts-check
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';

/**
 * @import { SQSClient } from '@aws-sdk/client-sqs'
 * @import { HeardDetail, HeardEvent } from 'proactive-messaging/events'
 */

/**
 * @typedef {{ [E in HeardEvent]: { 'detail-type': E, detail: HeardDetail<E> } }[HeardEvent]} Outcome
 */

/**
 * Hands over every outcome that arrives, until `onOutcome` says that it has heard enough. An outcome is taken off the queue when
 * it has been dealt with, so it may come twice.
 *
 * @param {{ queues: SQSClient, queueUrl: string }} queue
 * @param {(outcome: Outcome) => Promise<boolean> | boolean} onOutcome
 */
export async function listen({ queues, queueUrl: QueueUrl }, onOutcome) {
  for (let enough = false; !enough;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
    );
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      /** @type {unknown} */
      const event = JSON.parse(Body);
      if (isOutcome(event)) enough = (await onOutcome(event)) || enough;
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/**
 * The rule lets nothing else into the queue, so this is all there is to look at. To be sure of every field, read the detail with the
 * schema of its type: `HEARD_EVENTS` of `proactive-messaging/events`, or a JSON Schema of the package.
 *
 * @param {unknown} event
 * @returns {event is Outcome}
 */
function isOutcome(event) {
  return typeof event === 'object' && event !== null && 'detail-type' in event && 'detail' in event;
}
