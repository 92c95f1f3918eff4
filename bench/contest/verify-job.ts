import type { Arena } from './arena';
import { startAwsCounter } from './aws-counter';
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
  { genesys, welcome, places }: Arena,
  program: string,
  contestant: Contestant,
): Promise<CallsMade> {
  const { key, name, isGuarded, functions } = contestant;
  const contactId = await welcome();
  const counter = await startAwsCounter(places.emulator.endpoint);
  const counted = { AWS_ENDPOINT_URL: counter.endpoint };
  const environments = functions.map((each) =>
    startEnvironment(program, { ...each, variables: { ...each.variables, ...counted } }),
  );
  const since = await genesys.truth.countRequests();
  const before = await genesys.countMessages();
  const send = (occurrence: string) =>
    notify(contestant, environments, requestOf(contactId, `${key}-${occurrence}`));
  try {
    for (const environment of environments) await environment.load();
    await send('verified');
    const cold = counter.take();
    if (isGuarded) await send('verified');
    const made = (await genesys.truth.callsOf(genesys.clientId, since)).map(
      ({ method, path, status }) => `${method} ${plain(path)} ${status}`,
    );
    const expected = isGuarded ? [LOOK, SEND] : [SEND];
    if (made.join() !== expected.join()) throw new Error(`${name} asked Genesys: ${made.join()}`);
    const messages = (await genesys.countMessages()) - before;
    if (messages !== 1) throw new Error(`${name} delivered ${messages} messages`);
    counter.take();
    await send('warm');
    return { cold, warm: counter.take(), genesys: made.length };
  } finally {
    await Promise.all(environments.map((each) => each.stop()));
    await counter.close();
  }
}

/** What a notification asked of others, in order: operations of AWS, and how many requests to Genesys. */
export interface CallsMade {
  readonly cold: readonly string[];
  readonly warm: readonly string[];
  readonly genesys: number;
}

/** Without query and ids. */
const plain = (path: string): string =>
  path.replace(/\?.*/, '').replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/, '/{id}');
