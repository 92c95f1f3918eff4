import type { Emulator } from '../../local/cloud/emulator';
import { startEmulator } from '../../local/cloud/emulator';
import { installedEmulator } from '../local/cloud/support/installed-emulator';
import type { EmulatorAddress } from './shared-emulator';

/** Starts an emulator of one's own, its waits shortened. What can share one takes `sharedEmulator`. */
export async function startTestEmulator(): Promise<Emulator> {
  return startEmulator({
    folder: await installedEmulator(),
    progress: () => undefined,
    stepFunctionsWaitScale: 0.01,
  });
}

/** How an AWS client reaches it. */
export const clientConfig = ({ endpoint, region, credentials }: EmulatorAddress) => ({
  endpoint,
  region,
  credentials,
});
