import { setTimeout as pause } from 'node:timers/promises';
import { LaptopError } from './laptop-error';
import { logTail } from './log-tail';

const ASK_EVERY_MS = 25;

export interface Readiness {
  readonly endpoint: string;
  /** Milliseconds to wait at most. */
  readonly withinMs: number;
  readonly logPath: string;
  /** Ends the waiting, when the emulator has ended. */
  readonly signal: AbortSignal;
}

/**
 * Waits until the emulator answers its health address, or until the signal.
 * Throws EMULATOR_NOT_READY when its time is over.
 */
export async function waitUntilReady(readiness: Readiness): Promise<void> {
  const { endpoint, withinMs, logPath, signal } = readiness;
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (signal.aborted || (await isHealthy(endpoint))) return;
    await pause(ASK_EVERY_MS);
  }
  throw new LaptopError('EMULATOR_NOT_READY', {
    message: `The AWS emulator did not answer at ${endpoint} within ${withinMs} ms. Its last lines:\n${await logTail(logPath)}`,
    nextStep: `Read ${logPath}, and check that nothing else keeps this machine busy.`,
  });
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(`${endpoint}/_ministack/health`, {
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
