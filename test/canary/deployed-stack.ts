import { join } from 'node:path';
import { deployStage } from '../../local/cloud/deployment';
import { startEmulator } from '../../local/cloud/emulator';
import type { Emulator } from '../../local/cloud/emulator';
import { tsxCommand } from '../../local/cloud/synthesis';
import { startSimulator } from '../../local/genesys/simulator';
import type { RunningSimulator } from '../../local/genesys/simulator';
import type { DeployedStage } from '../../local/story/deployed-stage';
import { createEnding } from '../../local/story/ending';
import { readyStage } from '../../local/story/set-scene';
import { stageContext } from '../../local/story/stage-context';
import { installedEmulator } from '../local/cloud/support/installed-emulator';

const REPOSITORY = join(__dirname, '../..');
const STAGE = 'laptop';
const progress = (): void => undefined;

/** The stack as `npm start` deploys it, and a Genesys that can be told to misbehave. */
export interface DeployedStack {
  readonly emulator: Emulator;
  readonly genesys: RunningSimulator;
  readonly stage: DeployedStage;
  close(): Promise<void>;
}

export async function deployStack(): Promise<DeployedStack> {
  const ending = createEnding();
  const genesys = await startSimulator({ settings: { requestsPerMinute: 1_000_000 } });
  ending.onEnd(() => genesys.close());
  const starting = startEmulator({ folder: await installedEmulator(), progress });
  const context = { stage: STAGE, genesysUrl: genesys.api, hasPartnerBus: true };
  const deploying = deployStage({
    app: tsxCommand('bin/app.ts'),
    workingDirectory: REPOSITORY,
    context: await stageContext(REPOSITORY, context),
    region: 'us-east-1',
    accountId: '000000000000',
    endpoint: starting.then(({ endpoint }) => endpoint),
    progress,
  });
  const emulator = await starting;
  ending.onEnd(() => emulator.stop());
  const { outputs } = await emulator.whileAlive(deploying);
  const { endpoint, region, accountId } = emulator;
  const place = { genesys, emulator, target: { endpoint, region, accountId } };
  const stage = await readyStage(place, ending, { outputs, client: genesys, inboxName: 'canary' });
  return { emulator, genesys, stage, close: () => ending.end() };
}
