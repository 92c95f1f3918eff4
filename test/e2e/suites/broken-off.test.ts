import { createServer } from 'node:net';
import { INSTALL_TIMEOUT, installedEmulator } from '../../local/cloud/support/installed-emulator';
import { npmStart } from '../../local/story/support/npm-start';
import { processTable, survivorsOf } from '../../local/story/support/process-table';

const STORY_TIMEOUT = 60_000;
/** A synthesis whose owner was killed ends on its own. */
const SYNTHESIS_MS = 20_000;

describe('npm start, broken off', () => {
  beforeAll(async () => void (await installedEmulator()), INSTALL_TIMEOUT);

  it(
    'leaves no process behind when it is asked to end',
    async () => {
      const run = npmStart('--once');
      await run.printed('emulator: ready');
      const family = run.family();

      process.kill(run.pid, 'SIGTERM');
      const { code, signal } = await run.exited;

      expect(family.length).toBeGreaterThan(2);
      expect(code ?? signal).not.toBe(0);
      await expect(survivorsOf(family, SYNTHESIS_MS)).resolves.toEqual([]);
    },
    STORY_TIMEOUT,
  );

  it(
    'leaves no process behind when it is killed',
    async () => {
      const run = npmStart();
      await run.printed('emulator: ready');
      const family = run.family();
      const [, story = -1] = family;

      process.kill(story, 'SIGKILL');
      await run.exited;

      await expect(survivorsOf(family, SYNTHESIS_MS)).resolves.toEqual([]);
    },
    STORY_TIMEOUT,
  );

  it(
    'leaves no process behind when npm is killed above it',
    async () => {
      const run = npmStart();
      await run.printed('emulator: ready');
      const family = run.family();

      process.kill(run.pid, 'SIGKILL');
      await run.exited;

      await expect(survivorsOf(family, SYNTHESIS_MS)).resolves.toEqual([]);
    },
    STORY_TIMEOUT,
  );

  it(
    'says that the emulator died, with its last lines, and ends',
    async () => {
      const run = npmStart('--once');
      await run.printed('emulator: ready');
      const family = run.family();
      const emulator = processTable().find(
        ({ pid, command }) => family.includes(pid) && command.includes('laptop_emulator'),
      );

      process.kill(emulator?.pid ?? -1, 'SIGKILL');
      const { code } = await run.exited;

      expect(code).toBe(1);
      expect(run.stderr()).toContain('EMULATOR_DIED: The AWS emulator ended unexpectedly');
      await expect(survivorsOf(family, SYNTHESIS_MS)).resolves.toEqual([]);
    },
    STORY_TIMEOUT,
  );

  it(
    'names the port that is in use and what to do about it',
    async () => {
      const server = createServer();
      const port = await new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve(address !== null && typeof address === 'object' ? address.port : 0);
        });
      });

      const run = npmStart('--once', '--json', '--port', String(port));
      const { code } = await run.exited;
      server.close();

      expect(code).toBe(1);
      expect(run.stderr()).toContain(`PORT_IN_USE: Port ${port}`);
      expect(run.stderr()).not.toContain('    at ');
      expect(JSON.parse(run.stdout())).toMatchObject({ ok: false, error: { code: 'PORT_IN_USE' } });
    },
    STORY_TIMEOUT,
  );

  it(
    'names the endpoint at which nothing answers',
    async () => {
      const run = npmStart('--once', '--endpoint', 'http://localhost:9');
      const { code } = await run.exited;

      expect(code).toBe(1);
      expect(run.stderr()).toContain('ENDPOINT_UNREACHABLE: Nothing answers at http://localhost:9');
    },
    STORY_TIMEOUT,
  );
});
