import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { CONTROL_KEY } from '../../lambda/contract/ledger-table';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { errorMessage } from '../cloud/error-facts';
import type { BusEvent } from '../story/event-inbox';
import { isAbout } from '../story/outcome-event';
import type { Genesys, Scene } from '../story/scene';
import type { DeployedStage } from '../story/deployed-stage';

/** What a scenario works with: one customer of its own, and the hands of everybody else. */
export interface Rehearsal {
  readonly genesys: Genesys;
  readonly stage: DeployedStage;
  readonly contactId: string;
  /** Has the customer open a conversation, and waits until the registry knows it. */
  openConversation(): Promise<string>;
  /** Asks for a message to this customer; the occurrence names it. */
  request(occurrence: string, fields?: object): Promise<void>;
  /** Puts any event about this customer on the bus. */
  publish(detailType: string, detail: object): Promise<void>;
  /** Pulls the kill switch for everything, or releases it. */
  pause(everything: boolean): Promise<void>;
  /** Waits for an event about an occurrence. */
  hear(detailType: string, occurrence: string, withinMs?: number): Promise<BusEvent>;
  /** The texts that the customer has, oldest first. */
  received(): Promise<string[]>;
}

const reasonSchema = v.object({ reason: v.string() });

function shortly({ 'detail-type': type, detail }: BusEvent): string {
  const parsed = v.safeParse(reasonSchema, detail);
  return parsed.success ? `${type} ${parsed.output.reason}` : type;
}

/** What a request says when nothing else matters. */
export const TEXT = 'Your order 4711 has shipped.';

export async function openRehearsal(
  { genesys, stage }: Pick<Scene, 'genesys' | 'stage'>,
  contactId: string,
): Promise<Rehearsal> {
  const earlier = new Set(stage.inbox.heard);
  await genesys.control.createContact({ id: contactId, name: 'Ann' });
  return {
    genesys,
    stage,
    contactId,
    openConversation: async () => {
      const conversationId = await genesys.control.openConversation({
        contactId,
        webchatSessionId: `web-${contactId}-${Date.now()}`,
        deploymentId: genesys.deploymentId,
        text: 'Where is my parcel?',
      });
      await stage.registry.waitFor(conversationId, 'the session in the registry');
      return conversationId;
    },
    request: async (occurrence, fields = {}) => {
      const detail = { version: '1', occurrence, contactId, text: TEXT, ...fields };
      await stage.application.publish(NOTIFICATION_REQUESTED, detail);
    },
    publish: async (detailType, detail) => {
      await stage.application.publish(detailType, { version: '1', ...detail });
    },
    pause: async (everything) => {
      await stage.aws.tables.send(
        new UpdateItemCommand({
          TableName: stage.outputs.LedgerTableName,
          Key: { pk: { S: CONTROL_KEY } },
          UpdateExpression: 'SET pausedEverything = :everything',
          ExpressionAttributeValues: { ':everything': { BOOL: everything } },
        }),
      );
    },
    hear: async (detailType, occurrence, withinMs) => {
      const isOurs = (event: BusEvent): boolean =>
        !earlier.has(event) && isAbout(occurrence)(event);
      try {
        return await stage.inbox.waitFor(
          `${detailType} about ${occurrence}`,
          (event) => event['detail-type'] === detailType && isOurs(event),
          withinMs,
        );
      } catch (error) {
        // What was told instead says more than how long was waited.
        const told = stage.inbox.heard.filter(isOurs).map(shortly);
        throw new Error(`${errorMessage(error)}; heard ${told.join(', ')}`, { cause: error });
      }
    },
    received: async () => {
      const ids = await genesys.truth.conversationsOf(contactId);
      const transcripts = await genesys.truth.transcripts();
      return ids
        .flatMap((id) => transcripts[id] ?? [])
        .filter(({ direction }) => direction === 'outbound')
        .map(({ text }) => text);
    },
  };
}
