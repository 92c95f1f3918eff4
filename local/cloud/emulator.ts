import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { emulatorEnvironment, type EmulatorSettings } from './emulator-environment';
import { emulatorPython } from './emulator-install';
import { waitUntilReady } from './emulator-readiness';
import { claimPort } from './free-port';
import { LaptopError } from './laptop-error';
import { logTail } from './log-tail';
import { removeOldLogs } from './old-logs';
import type { Progress } from './progress';
import { killGroup, startPythonModule } from './python-process';

/** How the emulator ended, with the last lines of its log. */
export interface EmulatorExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly logTail: string;
}

/** A running emulator. Its state is gone when it stops. */
export interface Emulator {
  /** One address for all services. Use the name `localhost`, not the number: some clients prefix it. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The root key: IAM lets it do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly logPath: string;
  readonly pid: number;
  /** Resolves (never rejects) when the emulator has ended, by `stop` or otherwise. */
  readonly exited: Promise<EmulatorExit>;
  /** Waits for work that needs the emulator; rejects with EMULATOR_DIED as soon as it ends. */
  whileAlive<T>(work: Promise<T>): Promise<T>;
  /** Ends the emulator and the functions it runs, and removes its files. May be called twice. */
  stop(): Promise<void>;
}

export interface StartEmulatorOptions {
  /** Where `installEmulator` put it; the log goes there too. */
  readonly folder: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Where the folder with its passing files is made. Default: the system's folder for such. */
  readonly scratchParent?: string;
  /** Default: us-east-1. */
  readonly region?: string;
  readonly progress: Progress;
  /** Factor for the waits of workflows, 0.01 makes a minute 0.6 seconds. Default: real time. */
  readonly stepFunctionsWaitScale?: number;
  /** Milliseconds until it must answer. Default: 30 s. */
  readonly readyWithinMs?: number;
}

/** How long a failure waits for the news that the emulator died under it. */
const DEATH_KNOWN_WITHIN_MS = 500;
const ACCOUNT_ID = '000000000000';
const ROOT_KEY = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Starts the emulator on the loopback interface, with IAM enforced, and waits until it answers.
 * It ends with this process, however this process ends.
 * Throws PORT_IN_USE, EMULATOR_DIED or EMULATOR_NOT_READY.
 */
export async function startEmulator(options: StartEmulatorOptions): Promise<Emulator> {
  const { scratchParent = tmpdir() } = options;
  const port = await claimPort(options.port);
  const scratchFolder = await mkdtemp(join(scratchParent, 'proactive-messaging-emulator-'));
  const settings: EmulatorSettings = {
    port,
    region: options.region ?? 'us-east-1',
    accountId: ACCOUNT_ID,
    credentials: ROOT_KEY,
    scratchFolder,
    stepFunctionsWaitScale: options.stepFunctionsWaitScale,
  };
  options.progress({ step: 'emulator', detail: `starting on port ${port}` });

  await removeOldLogs(options.folder);
  const logPath = join(options.folder, `emulator-${port}.log`);
  const child = launch(options.folder, settings, logPath);
  const emulator = describeEmulator(child, settings, logPath);
  const ended = new AbortController();
  void emulator.exited.then(() => ended.abort());
  try {
    const withinMs = options.readyWithinMs ?? 30_000;
    const { signal } = ended;
    const ready = waitUntilReady({ endpoint: emulator.endpoint, withinMs, logPath, signal });
    await emulator.whileAlive(ready);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  options.progress({ step: 'emulator', detail: `ready at ${emulator.endpoint}, IAM enforced` });
  return emulator;
}

function launch(folder: string, settings: EmulatorSettings, logPath: string): ChildProcess {
  mkdirSync(folder, { recursive: true });
  const log = openSync(logPath, 'w');
  try {
    return startPythonModule({
      python: emulatorPython(folder),
      module: 'laptop_emulator',
      environment: emulatorEnvironment(settings, process.env),
      scratchFolder: settings.scratchFolder,
      output: log,
    });
  } finally {
    closeSync(log);
  }
}

function describeEmulator(
  child: ChildProcess,
  settings: EmulatorSettings,
  logPath: string,
): Emulator {
  const exited = watchExit(child, logPath);
  const died = exited.then((exit) => Promise.reject(emulatorDied(exit, logPath)));
  died.catch(() => undefined);
  return {
    endpoint: `http://localhost:${settings.port}`,
    region: settings.region,
    accountId: settings.accountId,
    credentials: settings.credentials,
    logPath,
    pid: child.pid ?? -1,
    exited,
    whileAlive: async (work) => {
      try {
        return await Promise.race([work, died]);
      } catch (error) {
        // Work may feel the death before the death itself is known here.
        await Promise.race([died, setTimeout(DEATH_KNOWN_WITHIN_MS)]);
        throw error;
      }
    },
    stop: async () => {
      killGroup(child);
      await exited;
      await rm(settings.scratchFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function watchExit(child: ChildProcess, logPath: string): Promise<EmulatorExit> {
  const end = await new Promise<Omit<EmulatorExit, 'logTail'> & { readonly reason?: string }>(
    (resolve) => {
      child.once('error', (error) => resolve({ code: null, signal: null, reason: error.message }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    },
  );
  // The functions it was running are in its group and would wait for it for ever.
  killGroup(child);
  return {
    code: end.code,
    signal: end.signal,
    logTail: end.reason ?? (await logTail(logPath)),
  };
}

function emulatorDied(exit: EmulatorExit, logPath: string): LaptopError {
  const how = exit.signal === null ? `code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
  return new LaptopError('EMULATOR_DIED', {
    message: `The AWS emulator ended unexpectedly with ${how}. Its last lines:\n${exit.logTail}`,
    nextStep: `Read ${logPath}; if the emulator itself is broken, delete its folder and start again to set it up anew.`,
  });
}
