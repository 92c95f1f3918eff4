import type { Emulator } from '../../local/cloud/emulator';
import { startEmulator } from '../../local/cloud/emulator';
import { installedEmulator } from '../local/cloud/support/installed-emulator';

/** Starts an emulator for one test file, its waits shortened. */
export async function startTestEmulator(): Promise<Emulator> {
  return startEmulator({
    folder: await installedEmulator(),
    progress: () => undefined,
    stepFunctionsWaitScale: 0.01,
  });
}

/** How an AWS client reaches it. */
export const clientConfig = ({ endpoint, region, credentials }: Emulator) => ({
  endpoint,
  region,
  credentials,
});
