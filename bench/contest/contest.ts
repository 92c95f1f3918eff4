import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../frame/measurement';
import { withArena } from './arena';
import type { Arena } from './arena';
import { bundleContestants, bundleProgram } from './contestants';
import type { Contestant } from './contestants';
import { verifyJob } from './verify-job';

export interface Contest {
  readonly arena: Arena;
  readonly contestants: readonly Contestant[];
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
      const contestants = bundleContestants(arena.places, folder);
      for (const contestant of contestants) {
        // oxlint-disable-next-line no-await-in-loop
        await verifyJob(arena, program, contestant);
        progress(`does the job: ${contestant.name}`);
      }
      return await work({ arena, contestants, program });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
