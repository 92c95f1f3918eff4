import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../frame/measurement';
import { withArena } from './arena';
import type { Arena } from './arena';
import { bundleContestants, bundleProgram } from './contestants';
import type { Contestant } from './contestants';
import { verifyJob } from './verify-job';
import type { CallsMade } from './verify-job';

/** A contestant who has shown to do the job, and what that took of others. */
export interface Entrant extends Contestant {
  readonly calls: CallsMade;
}

export interface Contest {
  readonly arena: Arena;
  readonly contestants: readonly Entrant[];
  /** The bundled `function-process.ts`. */
  readonly program: string;
}

/** Opens the arena, bundles everybody, and lets nobody in who does not do the job. */
export async function withContest<Result>(
  progress: Progress,
  work: (contest: Contest) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-contest-'));
  try {
    return await withArena(async (arena) => {
      const program = bundleProgram(folder);
      const contestants: Entrant[] = [];
      for (const contestant of bundleContestants(arena.places, folder)) {
        const calls = await verifyJob(arena, program, contestant);
        contestants.push({ ...contestant, calls });
        progress(`does the job: ${contestant.name}, ${calls.warm.length} calls of AWS`);
      }
      return await work({ arena, contestants, program });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
