import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { genesysControl } from '../../local/story/genesys-control';
import { genesysTruth } from '../../local/story/genesys-truth';

const factsSchema = v.object({
  api: v.string(),
  login: v.string(),
  control: v.string(),
  clientId: v.string(),
  clientSecret: v.string(),
  deploymentId: v.string(),
});

/** An organization in another process. */
export type Genesys = Awaited<ReturnType<typeof startGenesys>>;

/** @param requestsPerMinute that it allows each OAuth client */
export async function startGenesys(requestsPerMinute = 300) {
  const child = fork(join(__dirname, 'genesys-process.ts'), [String(requestsPerMinute)], {
    execArgv: ['--import', 'tsx'],
  });
  const said: unknown[] = await once(child, 'message');
  const facts = v.parse(factsSchema, said[0]);
  const { deploymentId } = facts;
  const control = genesysControl(facts.control);
  const truth = genesysTruth(facts.control);
  return {
    ...facts,
    truth,
    /** Lets its time pass. */
    advance: async (ms: number): Promise<void> => {
      const body = JSON.stringify({ ms: Math.round(ms) });
      await (await fetch(`${facts.control}/clock/advance`, { method: 'POST', body })).text();
    },
    createContact: (id: string) => control.createContact({ id, name: 'Ann' }),
    openConversation: (contactId: string) =>
      control.openConversation({
        contactId,
        deploymentId,
        webchatSessionId: `webchat-of-${contactId}`,
        text: 'hello',
      }),
    /** Messages the contact centre has sent, by the simulator's own books. */
    countMessages: async (): Promise<number> =>
      Object.values(await truth.transcripts())
        .flat()
        .filter(({ direction }) => direction.toLowerCase() === 'outbound').length,
    countCalls: async (): Promise<number> => (await truth.callsOf(facts.clientId, 0)).length,
    stop: async (): Promise<void> => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
