import type { Teller } from '../../local/story/storyteller';
import type { World } from './world';

/** One thing that is known to work before it meets AWS. */
export interface E2eCase {
  readonly name: string;
  /** What it proves, in one sentence. */
  readonly title: string;
  /** True for what brings up an emulator of its own, and so is not run against somebody else's. */
  readonly ownEmulator?: boolean;
  /** Tells what it finds and checks it; a case that checks nothing counts as failed. */
  run(world: World, teller: Teller): Promise<void>;
}
