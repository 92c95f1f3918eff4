import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Emulator } from '../../local/cloud/emulator';
import { clientConfig } from './emulator-config';
import { until } from './until';

/** A queue a test can empty. */
export interface TestQueue {
  readonly url: string;
  readonly arn: string;
  /** Takes one message out, waiting for it if need be. */
  readonly take: () => Promise<Record<string, unknown>>;
}

export async function createQueue(emulator: Emulator, name: string): Promise<TestQueue> {
  const client = new SQSClient(clientConfig(emulator));
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name }));
  const take = () =>
    until(`a message in ${name}`, async () => {
      const receive = new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 600 });
      const { Messages } = await client.send(receive);
      const body = Messages?.[0]?.Body;
      return body === undefined ? undefined : JSON.parse(body);
    });
  const arn = `arn:aws:sqs:${emulator.region}:${emulator.accountId}:${name}`;
  return { url: QueueUrl ?? '', arn, take };
}

/** A bus of its own, and a queue that hears what one source says on it. */
export async function createBus(
  emulator: Emulator,
  name: string,
  heard: TestQueue,
  source: string,
) {
  const client = new EventBridgeClient(clientConfig(emulator));
  await client.send(new CreateEventBusCommand({ Name: name }));
  const rule = { EventBusName: name, Name: 'heard' };
  const EventPattern = JSON.stringify({ source: [source] });
  await client.send(new PutRuleCommand({ ...rule, EventPattern }));
  const Targets = [{ Id: 'heard', Arn: heard.arn }];
  await client.send(new PutTargetsCommand({ EventBusName: name, Rule: rule.Name, Targets }));
  return `arn:aws:events:${emulator.region}:${emulator.accountId}:event-bus/${name}`;
}
