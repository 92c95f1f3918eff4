import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from './aws-clients';
import { waitFor } from './wait-for';

/** What the stack's registry says of a conversation. */
export interface RegisteredSession {
  readonly contactId: string | undefined;
  readonly hasEnded: boolean;
}

/** Looks into the stack's registry of sessions, as an operator would. */
export interface SessionRegistry {
  waitFor(
    conversationId: string,
    what: string,
    isIt?: (session: RegisteredSession) => boolean,
  ): Promise<RegisteredSession>;
}

export function sessionRegistry(
  { tables }: Pick<AwsClients, 'tables'>,
  TableName: string,
): SessionRegistry {
  const find = async (conversationId: string): Promise<RegisteredSession | undefined> => {
    const Key = { conversationId: { S: conversationId } };
    const { Item } = await tables.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item === undefined
      ? undefined
      : { contactId: Item.contactId?.S, hasEnded: Item.endedAtMs !== undefined };
  };

  return {
    waitFor: async (conversationId, what, isIt = () => true) =>
      await waitFor(what, async () => {
        const session = await find(conversationId);
        return session !== undefined && isIt(session) ? session : undefined;
      }),
  };
}
