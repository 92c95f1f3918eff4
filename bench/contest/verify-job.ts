import type { Arena } from './arena';
import type { Contestant } from './contestants';
import { startEnvironment } from './function-environment';
import { notify, requestOf } from './notify';

const LOOK = 'GET /api/v2/conversations/{id} 200';
const SEND = 'POST /api/v2/conversations/messages/agentless 200';

/**
 * Whoever is timed does the job first, by the simulator's books: one look, one send into the conversation that was
 * looked at, and nothing at all when the same request comes again.
 */
export async function verifyJob(
  { genesys, welcome }: Arena,
  program: string,
  contestant: Contestant,
): Promise<void> {
  const { name, isGuarded, functions } = contestant;
  const contactId = await welcome();
  const environments = functions.map((each) => startEnvironment(program, each));
  const since = await genesys.truth.countRequests();
  const before = await genesys.countMessages();
  try {
    for (const environment of environments) await environment.load();
    await notify(contestant, environments, requestOf(contactId, `${contestant.key}-verified`));
    if (isGuarded) {
      await notify(contestant, environments, requestOf(contactId, `${contestant.key}-verified`));
    }
  } finally {
    await Promise.all(environments.map((each) => each.stop()));
  }
  const calls = await genesys.truth.callsOf(genesys.clientId, since);
  const made = calls.map(({ method, path, status }) => `${method} ${plain(path)} ${status}`);
  const expected = isGuarded ? [LOOK, SEND] : [SEND];
  if (made.join() !== expected.join()) throw new Error(`${name} asked Genesys for ${made.join()}`);
  const messages = (await genesys.countMessages()) - before;
  if (messages !== 1) throw new Error(`${name} delivered ${messages} messages`);
}

/** Without query and ids. */
const plain = (path: string): string =>
  path.replace(/\?.*/, '').replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/, '/{id}');
