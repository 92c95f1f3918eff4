import type { Past } from './past';
import type { World } from './world';

/** The customers of the previous release, once this version is deployed over it. */
export async function updated(world: World): Promise<Past> {
  const { past } = await world.release();
  await world.current();
  return past;
}
