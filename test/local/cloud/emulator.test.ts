import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulator, type Emulator } from '../../../local/cloud/emulator';
import { emulatorPython } from '../../../local/cloud/emulator-install';
import { removeOldLogs } from '../../../local/cloud/old-logs';
import { INSTALL_TIMEOUT, installedEmulator } from './support/installed-emulator';
import { leftOfGroup, processesOfGroup } from './support/processes';
import { textLike, textWith } from './support/text';
import { firstLine, runTypeScript } from './support/typescript-process';

const progress = (): void => undefined;

describe('startEmulator', () => {
  let folder: string;
  /** Of this suite alone: others run emulators at the same time. */
  let scratchParent: string;

  beforeEach(() => {
    scratchParent = mkdtempSync(join(tmpdir(), 'scratch-of-emulators-'));
  });

  afterEach(() => rmSync(scratchParent, { recursive: true, force: true }));

  beforeAll(async () => {
    folder = await installedEmulator();
  }, INSTALL_TIMEOUT);

  describe('with a running emulator', () => {
    let emulator: Emulator;

    beforeAll(async () => {
      emulator = await startEmulator({ folder, progress });
    });

    afterAll(async () => await emulator.stop());

    it('answers at its endpoint', async () => {
      const answer = await fetch(`${emulator.endpoint}/_ministack/health`);

      expect(answer.status).toBe(200);
    });

    it('refuses a request that nobody signed', async () => {
      const answer = await fetch(`${emulator.endpoint}/?Action=ListUsers&Version=2010-05-08`, {
        method: 'POST',
      });

      expect(answer.status).toBe(403);
    });

    it('cannot be reached from another machine', async () => {
      const port = new URL(emulator.endpoint).port;
      const outside = Object.values(networkInterfaces())
        .flat()
        .find((address) => address?.family === 'IPv4' && !address.internal);

      const asking = outside && fetch(`http://${outside.address}:${port}/_ministack/health`);

      await expect(asking ?? Promise.reject(new TypeError('fetch failed'))).rejects.toThrow(
        'fetch failed',
      );
    });

    it('names the port when a second one wants the same', async () => {
      const port = Number(new URL(emulator.endpoint).port);

      await expect(startEmulator({ folder, port, progress })).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: textWith(`Port ${port} on 127.0.0.1`),
      });
    });
  });

  it('takes the port that it is given', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));

    const emulator = await startEmulator({ folder, port, progress });
    await emulator.stop();

    expect(emulator.endpoint).toBe(`http://localhost:${port}`);
  });

  it('stops without leaving a process or a file, also when asked twice', async () => {
    const emulator = await startEmulator({ folder, scratchParent, progress });

    await Promise.all([emulator.stop(), emulator.stop()]);

    expect(processesOfGroup(emulator.pid)).toEqual([]);
    expect(readdirSync(scratchParent)).toEqual([]);
    await expect(emulator.exited).resolves.toMatchObject({ signal: 'SIGKILL' });
  });

  it('reports an emulator that dies, with the last lines of its log', async () => {
    const emulator = await startEmulator({ folder, progress });
    const waiting = emulator.whileAlive(new Promise(() => undefined));
    process.kill(emulator.pid, 'SIGKILL');

    await expect(waiting).rejects.toMatchObject({
      code: 'EMULATOR_DIED',
      message: textLike(/with signal SIGKILL[^]*Running on http:\/\/127\.0\.0\.1/),
    });
    await expect(emulator.exited).resolves.toMatchObject({ code: null, signal: 'SIGKILL' });
    await emulator.stop();
  });

  it('blames its death for work that failed because of it, even if that is known first', async () => {
    const emulator = await startEmulator({ folder, progress });
    process.kill(emulator.pid, 'SIGKILL');

    const failedWork = Promise.reject(new Error('ECONNREFUSED'));

    await expect(emulator.whileAlive(failedWork)).rejects.toMatchObject({ code: 'EMULATOR_DIED' });
    await emulator.stop();
  });

  it('leaves the failure of work to the work while it lives', async () => {
    const emulator = await startEmulator({ folder, progress });

    const failedWork = Promise.reject(new Error('not deployed'));

    await expect(emulator.whileAlive(failedWork)).rejects.toThrow('not deployed');
    await emulator.stop();
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'leaves nothing behind when its parent ends by %s',
    async (signal) => {
      const parent = runTypeScript(join(__dirname, 'fixtures/start.ts'), [folder, scratchParent]);
      const pid = Number(await firstLine(parent));

      parent.kill(signal);

      expect(pid).toBeGreaterThan(1);
      expect(await leftOfGroup(pid)).toEqual([]);
      expect(readdirSync(scratchParent)).toEqual([]);
    },
  );

  it('leaves nothing behind when its parent ends by an uncaught error', async () => {
    const parent = runTypeScript(join(__dirname, 'fixtures/start.ts'), [
      folder,
      scratchParent,
      'throw',
    ]);

    const pid = Number(await firstLine(parent));

    expect(pid).toBeGreaterThan(1);
    expect(await leftOfGroup(pid)).toEqual([]);
  });

  it('removes logs that nobody has written to for a day', async () => {
    const old = join(folder, 'emulator-1.log');
    const recent = join(folder, 'emulator-2.log');
    writeFileSync(old, '');
    writeFileSync(recent, '');
    const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60 * 1_000);
    utimesSync(old, twoDaysAgo, twoDaysAgo);

    await removeOldLogs(folder);

    expect([existsSync(old), existsSync(recent)]).toEqual([false, true]);
    rmSync(recent);
  });

  describe('with a broken installation', () => {
    let broken: string;

    beforeEach(() => {
      broken = mkdtempSync(join(tmpdir(), 'broken-emulator-'));
    });

    afterEach(() => rmSync(broken, { recursive: true, force: true }));

    const pretend = (shell: string): void => {
      const python = emulatorPython(broken);
      mkdirSync(dirname(python), { recursive: true });
      writeFileSync(python, `#!/bin/sh\n${shell}\n`);
      chmodSync(python, 0o755);
    };

    it('reports an emulator that dies while it starts, with what it said', async () => {
      pretend('echo "No module named ministack"; exit 3');

      await expect(startEmulator({ folder: broken, progress })).rejects.toMatchObject({
        code: 'EMULATOR_DIED',
        message: textLike(/with code 3[^]*No module named ministack/),
      });
    });

    it('gives up on an emulator that does not answer, and ends it', async () => {
      pretend(`echo $$ > "${join(broken, 'pid')}"; exec sleep 30`);

      const starting = startEmulator({
        folder: broken,
        scratchParent,
        progress,
        readyWithinMs: 300,
      });

      await expect(starting).rejects.toMatchObject({ code: 'EMULATOR_NOT_READY' });
      expect(existsSync(join(broken, 'pid'))).toBe(true);
      expect(readdirSync(scratchParent)).toEqual([]);
    });

    it('reports an installation that is not there', async () => {
      await expect(startEmulator({ folder: broken, progress })).rejects.toMatchObject({
        code: 'EMULATOR_DIED',
        message: textWith('ENOENT'),
      });
    });
  });
});
