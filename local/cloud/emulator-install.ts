import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMULATOR_PACKAGE, EMULATOR_VERSION } from './emulator-version';
import { installFailure } from './install-failure';
import { withLock } from './install-lock';
import type { Progress } from './progress';
import { findPython } from './python-finder';
import { runPythonModule } from './python-process';

export interface InstallEmulatorOptions {
  /** Where the emulator lives, usually `.emulator` of the repository. Git should ignore it. */
  readonly folder: string;
  readonly progress: Progress;
  /** Where to look for Python and pip's settings. Default: this process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

const UNFINISHED = 'installing-';
const CONSTRAINTS = join(__dirname, 'emulator-constraints.txt');

/** The interpreter of the installed emulator. */
export function emulatorPython(folder: string): string {
  return join(installedIn(folder), 'bin', 'python');
}

/**
 * Makes sure that the pinned emulator is installed in the folder; does nothing when it is. Safe to
 * interrupt at any moment and to run twice at a time: an environment is built aside and appears
 * under its name only when it is complete.
 * Throws PYTHON_MISSING, PYTHON_TOO_OLD, NO_NETWORK or EMULATOR_INSTALL_FAILED.
 */
export async function installEmulator(options: InstallEmulatorOptions): Promise<void> {
  if (await isInstalled(options.folder)) return;

  await mkdir(options.folder, { recursive: true });
  await withLock(
    join(options.folder, 'install.lock'),
    async () => {
      // Whoever held the lock before may have done it.
      if (await isInstalled(options.folder)) return;
      await removeLeftovers(options.folder);
      await install(options);
    },
    (holder) => options.progress({ step: 'install', detail: waitingFor(holder) }),
  );
}

function waitingFor(holder: number | undefined): string {
  return `waiting for another installation (process ${holder ?? 'unknown'})`;
}

function installedIn(folder: string): string {
  return join(folder, `${EMULATOR_PACKAGE}-${EMULATOR_VERSION}`);
}

async function isInstalled(folder: string): Promise<boolean> {
  // Follows the link to the interpreter: after that one was removed the environment is useless.
  return await stat(emulatorPython(folder)).then(
    () => true,
    () => false,
  );
}

/** What an interrupted installation left, and an environment whose interpreter is gone. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
  const paths = [...names.map((name) => join(folder, name)), installedIn(folder)];
  await Promise.all(paths.map(async (path) => await rm(path, { recursive: true, force: true })));
}

async function install(options: InstallEmulatorOptions): Promise<void> {
  const environment = options.environment ?? process.env;
  const python = await findPython(environment);
  options.progress({ step: 'install', detail: `with Python ${python.version}, about 15 s, once` });

  const target = join(options.folder, `${UNFINISHED}${process.pid}`);
  const steps = [
    { python: python.path, module: 'venv', args: [target] },
    { python: join(target, 'bin', 'python'), module: 'pip', args: pipArguments() },
  ];
  for (const step of steps) {
    options.progress({ step: 'install', detail: step.module });
    const result = await runPythonModule({ ...step, environment });
    if (result.code === 0) continue;
    await rm(target, { recursive: true, force: true });
    throw installFailure(step.module, result.output, options.folder);
  }
  await writeFile(join(target, 'installed.json'), JSON.stringify({ python, EMULATOR_VERSION }));
  await rename(target, installedIn(options.folder));
  options.progress({ step: 'install', detail: 'done' });
}

function pipArguments(): string[] {
  const quiet = ['--disable-pip-version-check', '--no-input', '--quiet'];
  const patience = ['--retries', '2', '--timeout', '20'];
  const what = [`${EMULATOR_PACKAGE}==${EMULATOR_VERSION}`, '--constraint', CONSTRAINTS];
  return ['install', ...quiet, ...patience, ...what];
}
