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
      enough = (await onOutcome(JSON.parse(Body))) || enough;
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
