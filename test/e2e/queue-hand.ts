import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { AwsClients } from '../../local/story/aws-clients';
import { waitFor } from '../../local/story/wait-for';
import { PATIENCE_MS } from './patience';

type Queues = Pick<AwsClients, 'queues'>;

/** Waits for a message of the given shape and takes it out of its queue. */
export async function receiveOne<Schema extends v.GenericSchema>(
  { queues }: Queues,
  QueueUrl: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const look = async (): Promise<v.InferOutput<Schema> | undefined> => {
    const read = new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 5, WaitTimeSeconds: 1 });
    const [message] = (await queues.send(read)).Messages ?? [];
    const parsed = v.safeParse(schema, JSON.parse(message?.Body ?? 'null'));
    if (!parsed.success) return undefined;
    const { ReceiptHandle } = message ?? {};
    await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return parsed.output;
  };
  return await waitFor('a message in the queue', look, PATIENCE_MS);
}

export interface Redrive {
  /** The dead-letter queue. */
  readonly from: string;
  /** Where its messages came from. */
  readonly to: string;
}

/** Moves what is in a dead-letter queue back to where it came from, as the runbook says; tells how. */
export async function redrive(aws: Queues, { from, to }: Redrive): Promise<string> {
  try {
    const SourceArn = await arnOf(aws, from);
    await aws.queues.send(new StartMessageMoveTaskCommand({ SourceArn }));
    return 'a message move task';
  } catch (error) {
    // Emulators know no such task; anything else is the failure of the case.
    if (!(error instanceof Error && UNKNOWN_OPERATION.test(`${error.name} ${error.message}`)))
      throw error;
    await moveByHand(aws, { from, to });
    return 'one message after the other, for want of message move tasks';
  }
}

const UNKNOWN_OPERATION = /InvalidAction|UnknownOperation|UnsupportedOperation/i;

async function moveByHand({ queues }: Queues, { from, to }: Redrive): Promise<void> {
  for (;;) {
    const read = new ReceiveMessageCommand({ QueueUrl: from, WaitTimeSeconds: 1 });
    const [message] = (await queues.send(read)).Messages ?? [];
    if (message === undefined) return;
    await queues.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message.Body }));
    const { ReceiptHandle } = message;
    await queues.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
  }
}

/** Makes a queue give a failed message again after so many seconds. */
export async function retryAfter(
  { queues }: Queues,
  QueueUrl: string,
  seconds: number,
): Promise<void> {
  const Attributes = { VisibilityTimeout: String(seconds) };
  await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

async function arnOf({ queues }: Queues, QueueUrl: string): Promise<string> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return (await queues.send(asked)).Attributes?.QueueArn ?? '';
}
