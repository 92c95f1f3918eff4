import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { listeningPort } from './support/listening-port';
import { readJson } from './support/read-json';
import { until } from './support/until';

const root = join(__dirname, '../../..');

interface Run {
  readonly process: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
}

describe('npm run simulator', () => {
  const runs: Run[] = [];
  const occupier = createServer();
  let occupied: number;
  let simulator: Run;
  let onOccupiedPort: Run;
  let withBadFlag: Run;

  // Starting takes its time; the three do it side by side.
  beforeAll(async () => {
    occupied = await listeningPort(occupier);
    simulator = run('--seed', 'demo', '--limit', '77');
    onOccupiedPort = run('--port', String(occupied));
    withBadFlag = run('--port', 'eighty');
  });
  afterAll(() => {
    occupier.close();
    for (const { process } of runs) process.kill('SIGKILL');
  });

  const run = (...flags: string[]): Run => {
    const args = ['--import', 'tsx', join(root, 'local/genesys/main.ts'), ...flags];
    const child = spawn(process.execPath, args, { cwd: root });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
    const started = { process: child, out: () => out, err: () => err, exit };
    runs.push(started);
    return started;
  };

  it('prints one JSON line when ready, serves, and ends cleanly on SIGTERM', async () => {
    const line = await until(() => simulator.out().includes('\n') && simulator.out());
    const ready = readJson<Record<string, string>>(line);
    const health = await fetch(`${ready.control}/health`);
    const settings = await (await fetch(`${ready.control}/settings`)).json();
    simulator.process.kill('SIGTERM');

    expect(Object.keys(ready)).toEqual([
      'api',
      'login',
      'control',
      'clientId',
      'clientSecret',
      'deploymentId',
    ]);
    expect(ready.clientId).toBe(CLIENT_OF_SEED_DEMO);
    expect(health.status).toBe(200);
    expect(settings).toMatchObject({ requestsPerMinute: 77 });
    expect(await simulator.exit).toBe(0);
    expect(simulator.out()).toBe(line);
    await expect(fetch(`${ready.control}/health`)).rejects.toThrow('fetch failed');
  }, 15_000);

  it('says in one sentence that the port is in use and what to do', async () => {
    expect(await onOccupiedPort.exit).toBe(2);
    expect(onOccupiedPort.out()).toBe('');
    expect(onOccupiedPort.err().trim()).toBe(
      `port ${occupied} is in use: choose another with --port, or --port 0 for any free one`,
    );
  }, 15_000);

  it('explains a bad flag on stderr and exits with 2', async () => {
    expect(await withBadFlag.exit).toBe(2);
    expect(withBadFlag.out()).toBe('');
    expect(withBadFlag.err()).toContain('Expected a whole number from 0 to 65535');
    expect(withBadFlag.err()).not.toContain('    at ');
  }, 15_000);
});

/** Reproducible ids are a promise to whoever wrote one down. */
const CLIENT_OF_SEED_DEMO = '6028ea7a-ed1f-41d2-848d-cdfcf26591de';
