import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../../../local/cloud/emulator';
import { listeningPort } from '../../local/genesys/support/listening-port';
import { startTestEmulator } from '../emulator-config';
import { EMULATOR_URL, RUN_FOLDER } from './variables';

/** What the suites of one run share, whichever process they are in. */
interface TestRun {
  readonly end: () => Promise<void>;
}

let run: TestRun | undefined;

/**
 * Opens what is shared: a folder for what takes long to make, and a door behind which an emulator is started when
 * the first suite knocks. A run without such a suite starts none.
 */
export async function beginRun(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'proactive-messaging-tests-'));
  let emulator: Promise<Emulator> | undefined;
  const door = createServer((_, response) => {
    emulator ??= startTestEmulator();
    void emulator.then(
      ({ endpoint, region, credentials }) =>
        answer(response, 200, JSON.stringify({ endpoint, region, credentials })),
      (error: unknown) => answer(response, 500, String(error)),
    );
  });
  const port = await listeningPort(door);
  process.env[RUN_FOLDER] = folder;
  process.env[EMULATOR_URL] = `http://127.0.0.1:${port}`;
  run = {
    end: async () => {
      door.close();
      door.closeAllConnections();
      await once(door, 'close');
      await (await emulator?.catch(() => undefined))?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function endRun(): Promise<void> {
  await run?.end();
  run = undefined;
}

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { connection: 'close' }).end(text);
};
