import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { AwsClients } from './aws-clients';
import type { StackOutputs } from './stack-outputs';

const rejectedSchema = v.object({ event: v.looseObject({ id: v.string() }) });

type Queues = Pick<AwsClients, 'queues'>;

/**
 * Lets the queues be used over plain HTTP. They demand TLS, as they must on AWS; the emulator speaks
 * nothing else than HTTP and would refuse even the workflow that keeps a rejected event.
 */
export async function allowPlainHttp({ queues }: Queues, outputs: StackOutputs): Promise<void> {
  const { RejectedEventsUrl, UnreadableEventsUrl, UndeliveredEventsUrl } = outputs;
  for (const QueueUrl of [RejectedEventsUrl, UnreadableEventsUrl, UndeliveredEventsUrl]) {
    await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  }
}

/** Ids of the events kept in the queue of the rejected; they stay there. */
export async function rejectedEventIds(
  { queues }: Queues,
  { RejectedEventsUrl }: StackOutputs,
): Promise<string[]> {
  const { Messages = [] } = await queues.send(
    new ReceiveMessageCommand({
      QueueUrl: RejectedEventsUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 1,
    }),
  );
  return Messages.map(({ Body = 'null' }) => v.parse(rejectedSchema, JSON.parse(Body)).event.id);
}

/** How many messages wait in a queue. */
export async function depthOf({ queues }: Queues, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
