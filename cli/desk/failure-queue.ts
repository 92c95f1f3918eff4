import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FailureQueue } from './desk';

/** What was taken comes back after this, should nobody remove it. */
const HIDDEN_SECONDS = 60;
const BATCH = 10;

/** A dead-letter queue of the stack. */
export const createFailureQueue = (client: SQSClient, QueueUrl: string): FailureQueue => ({
  take: async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HIDDEN_SECONDS,
      }),
    );
    return Messages.map(({ ReceiptHandle: handle = '', Body: body = '' }) => ({ handle, body }));
  },
  remove: async (ReceiptHandle) => {
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  },
});
