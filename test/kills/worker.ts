import { readJson } from '../local/genesys/support/read-json';
import { createKillPoints } from './kill-points';
import { walkWorkflow } from './walk-workflow';
import { STATE_MARK } from './worker-config';
import type { WorkerConfig } from './worker-config';
import { openWorkerDeps } from './worker-deps';

/** One execution in a process of its own, which may be told to die on the way. */
async function main(config: WorkerConfig): Promise<void> {
  const points = createKillPoints(config.journal, config.kill);
  const publish = points.watchCall(
    () => 'bus.publish',
    async () => Promise.resolve(),
  );
  const { start, executionName } = config;
  const enter = (state: string) => points.note(`${STATE_MARK}${state}`);
  const walk = { start, executionName, enter, publish };
  const end = await walkWorkflow(openWorkerDeps(config, points), walk);
  process.stdout.write(JSON.stringify(end), () => process.exit(0));
}

void main(readJson<WorkerConfig>(process.argv[2] ?? '{}'));
