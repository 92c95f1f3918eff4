import { join } from 'node:path';
import { isAccount } from '../../local/cloud/deploy-target';
import { startEmulator } from '../../local/cloud/emulator';
import { installEmulator } from '../../local/cloud/emulator-install';
import { claimPort } from '../../local/cloud/free-port';
import type { Progress } from '../../local/cloud/progress';
import { startGenesys } from '../../local/story/genesys-server';
import { findTarget } from '../../local/story/deploy-place';
import type { Ending } from '../../local/story/ending';
import type { LaptopPlace } from '../../local/story/laptop';
import { StoryError } from '../../local/story/story-error';
import type { E2eOptions } from './command-line';

const EMULATOR_FOLDER = join(__dirname, '../../.emulator');

/** An AWS with nothing of ours in it, and a Genesys. */
export interface Place extends LaptopPlace {
  /** Where deployed functions reach Genesys. */
  readonly genesysUrl: string;
}

/** Starts the built-in emulator, or finds what the options name; and the Genesys simulator beside it. */
export async function openPlace(
  options: E2eOptions,
  ending: Ending,
  progress: Progress,
): Promise<Place> {
  const { endpoint, simulatorUrl } = options;
  if (endpoint === 'account' && simulatorUrl === undefined) {
    throw new StoryError(
      'SIMULATOR_UNREACHABLE',
      'Functions in an AWS account cannot reach a Genesys simulator on this machine.',
      'Open a tunnel to it and name both ends with --simulator-port and --simulator-url.',
    );
  }
  const genesys = await startGenesys(await claimPort(options.simulatorPort));
  ending.onEnd(async () => await genesys.close());
  const genesysUrl = simulatorUrl ?? genesys.api;
  if (endpoint !== undefined) {
    const target = await findTarget(endpoint, process.env);
    return { target, genesys, genesysUrl, emulator: undefined };
  }
  await installEmulator({ folder: EMULATOR_FOLDER, progress });
  const emulator = await startEmulator({ folder: EMULATOR_FOLDER, progress });
  ending.onEnd(async () => await emulator.stop());
  const { region, accountId } = emulator;
  const target = { endpoint: emulator.endpoint, region, accountId };
  return { target, genesys, genesysUrl, emulator };
}

/** Whether Genesys can publish as an AWS partner there: not into an account, which only Genesys itself may do. */
export const hasPartnerBus = ({ target }: Place): boolean => !isAccount(target);
