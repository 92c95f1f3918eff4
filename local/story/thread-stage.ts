import type { DeployedStage } from './deployed-stage';
import type { Ending } from './ending';
import type { Laptop } from './laptop';
import type { Scene } from './scene';
import { readyStage } from './set-scene';

export const THREAD_STAGE = 'laptop-thread';

/** Deploys the stage that speaks the thread dialect, with an OAuth client of its own. */
export async function deployThreadStage(
  laptop: Laptop,
  scene: Scene,
  ending: Ending,
): Promise<DeployedStage> {
  const { control } = scene.genesys;
  const [outputs, client] = await Promise.all([
    laptop.deploy(THREAD_STAGE, () => undefined),
    control.createOAuthClient('The thread stage'),
  ]);
  return await readyStage(laptop, ending, {
    outputs,
    client,
    inboxName: `story-thread${scene.suffix}`,
  });
}
