import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CommandError } from '../command-error';
import type { Desk } from './desk';

/** Source under which an operator's events appear on the bus. */
export const OPERATOR_SOURCE = 'proactive-messaging.operator';

/** Puts events on the bus of the stack. Throws NOT_PUBLISHED. */
export const createPublisher =
  (client: EventBridgeClient, EventBusName: string, own = OPERATOR_SOURCE): Desk['publish'] =>
  async (DetailType, detail, Source = own) => {
    const entry = { EventBusName, Source, DetailType, Detail: JSON.stringify(detail) };
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const code = Entries[0]?.ErrorCode;
    if (code === undefined) return;
    throw new CommandError(
      'NOT_PUBLISHED',
      `The bus refused ${DetailType}: ${code}.`,
      'Check the policy of the bus, then try again: nothing has changed.',
    );
  };
