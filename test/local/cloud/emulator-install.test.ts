import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorPython, installEmulator } from '../../../local/cloud/emulator-install';
import { eventually } from './support/processes';
import { stubPython } from './support/stub-python';
import { textWith } from './support/text';
import { runTypeScript } from './support/typescript-process';

describe('installEmulator', () => {
  let workspace: string;
  let folder: string;
  let bin: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'install-test-'));
    folder = join(workspace, '.emulator');
    bin = join(workspace, 'bin');
  });

  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  const install = async (environment: NodeJS.ProcessEnv): Promise<void> =>
    await installEmulator({ folder, environment, progress: () => undefined });

  it('installs once and does nothing the second time', async () => {
    const python = stubPython(bin);

    await install(python.environment);
    await install(python.environment);

    expect(existsSync(emulatorPython(folder))).toBe(true);
    expect(python.calls()).toEqual(['venv', 'pip']);
  });

  it('says on the way what it does', async () => {
    const python = stubPython(bin);
    const lines: (string | undefined)[] = [];

    const progress = (line: { detail?: string }): unknown => lines.push(line.detail);
    await installEmulator({ folder, environment: python.environment, progress });

    expect(lines).toEqual(['with Python 3.12.1, about 15 s, once', 'venv', 'pip', 'done']);
  });

  it('leaves nothing that looks complete when it is killed, and installs properly the next time', async () => {
    const slow = stubPython(bin, { pip: 'sleep 3' });
    const child = runTypeScript(join(__dirname, 'fixtures/install.ts'), [folder], slow.environment);
    await eventually('pip runs', () => slow.calls().includes('pip'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const afterKill = existsSync(emulatorPython(folder));

    await install(stubPython(join(workspace, 'quick')).environment);

    expect(afterKill).toBe(false);
    expect(readdirSync(folder)).toEqual(['ministack-1.5.33']);
  });

  it('installs once when two begin at the same time', async () => {
    const python = stubPython(bin, { pip: 'sleep 0.3' });

    await Promise.all([install(python.environment), install(python.environment)]);

    expect(python.calls()).toEqual(['venv', 'pip']);
    expect(readdirSync(folder)).toEqual(['ministack-1.5.33']);
  });

  it('installs again when the interpreter of the installed environment is gone', async () => {
    const python = stubPython(bin);
    await install(python.environment);
    rmSync(emulatorPython(folder));

    await install(python.environment);

    expect(existsSync(emulatorPython(folder))).toBe(true);
  });

  it('names what to install when there is no Python', async () => {
    await expect(install({ PATH: workspace })).rejects.toMatchObject({
      name: 'LaptopError',
      code: 'PYTHON_MISSING',
      message: 'The AWS emulator needs Python 3.10 or newer; found none on PATH.',
      nextStep: textWith('--endpoint'),
    });
  });

  it('names the Python that it found when that is too old', async () => {
    const python = stubPython(bin, { version: '3.8.10' });

    await expect(install(python.environment)).rejects.toMatchObject({
      code: 'PYTHON_TOO_OLD',
      message: textWith(`${join(bin, 'python3')} is 3.8.10`),
    });
  });

  it('takes a newer Python under its own name when python3 is too old', async () => {
    stubPython(bin, { version: '3.8.10' });
    const python = stubPython(bin, { name: 'python3.12' });

    await install(python.environment);

    expect(existsSync(emulatorPython(folder))).toBe(true);
  });

  it('names a Python that does not run', async () => {
    stubPython(bin);
    writeFileSync(join(bin, 'python3'), '#!/bin/sh\necho "no such version" >&2\nexit 127\n');

    await expect(install({ PATH: bin })).rejects.toMatchObject({
      code: 'PYTHON_MISSING',
      message: textWith('python3 (no such version)'),
    });
  });

  it('says so when there is no network, and keeps nothing', async () => {
    const reason = 'NewConnectionError: Temporary failure in name resolution';
    const python = stubPython(bin, { pip: `echo '${reason}' >&2; exit 1` });

    await expect(install(python.environment)).rejects.toMatchObject({
      code: 'NO_NETWORK',
      message: textWith(reason),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('points at python3-venv when Python comes without it', async () => {
    const python = stubPython(bin, { venv: 'echo "ensurepip is not available"; exit 1' });

    await expect(install(python.environment)).rejects.toMatchObject({
      code: 'EMULATOR_INSTALL_FAILED',
      message: textWith('ensurepip is not available'),
      nextStep: textWith('python3-venv'),
    });
  });
});
