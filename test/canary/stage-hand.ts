import * as v from 'valibot';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import type { BusEvent } from '../../local/story/event-inbox';
import { tellsOutcome } from '../../local/story/deployed-stage';
import { genesysControl } from '../../local/story/genesys-control';
import { demandJson, jsonRequest } from '../../local/story/http-json';
import { isAbout } from '../../local/story/outcome-event';
import { CONTACT, TEXTS } from './canaries';
import type { DeployedStack } from './deployed-stack';

/** A busy machine takes its time over some dozens of executions. */
export const PATIENCE_MS = 60_000;

export const textOf = (index: number): string => TEXTS[index]?.value ?? '';
export const contactOf = (index: number): string => `${CONTACT.value}.${index}`;

/** Moves what the acts of a run have in common: contacts, requests, outcomes, and Genesys's misbehaviour. */
export function stageHand({ stage, genesys }: DeployedStack) {
  const { control, deploymentId } = genesys;
  const call = (method: string, path: string, body?: object): Promise<unknown> =>
    demandJson(v.unknown(), `${control}${path}`, body ? jsonRequest(method, body) : { method });

  const ask = (occurrence: string, contactId: string, text: string): Promise<string> =>
    stage.application.publish(NOTIFICATION_REQUESTED, { occurrence, contactId, text });
  const end = (occurrence: string): Promise<BusEvent> => {
    const isIt = isAbout(occurrence);
    const tells = (event: BusEvent): boolean => tellsOutcome(event) && isIt(event);
    return stage.inbox.waitFor(`the outcome of ${occurrence}`, tells, PATIENCE_MS);
  };

  return {
    ask,
    end,
    askAndWait: async (occurrence: string, index: number): Promise<void> => {
      await ask(occurrence, contactOf(index), textOf(index));
      await end(occurrence);
    },
    /** One request for each text, each to its own contact, all at once. */
    askForEveryText: async (name: string): Promise<void> => {
      const numbers = [...TEXTS.keys()];
      await Promise.all(numbers.map((i) => ask(`${name}-${i}`, contactOf(i), textOf(i))));
      await Promise.all(numbers.map((i) => end(`${name}-${i}`)));
    },
    misbehave: (match: object, action: object, times?: number) =>
      call('POST', '/faults', { match, action, times }),
    behave: () => call('DELETE', '/faults'),
    revokeTokens: () => call('DELETE', `/oauth-clients/${genesys.clientId}/tokens`),
    /** A contact with a live conversation that the registry has heard of. */
    welcome: async (contactId: string): Promise<void> => {
      const org = genesysControl(control);
      await org.createContact({ id: contactId, name: CONTACT.value });
      const webchatSessionId = `session-of-${contactId}`;
      const opened = { contactId, webchatSessionId, deploymentId, text: 'hello' };
      const conversationId = await org.openConversation(opened);
      await stage.registry.waitFor(conversationId, 'the session in the registry');
    },
  };
}

export type StageHand = ReturnType<typeof stageHand>;
