import { join } from 'node:path';
import { installEmulator } from '../../../../local/cloud/emulator-install';

/** The repository's own installation, which `npm start` uses too; the first test run on a machine makes it. */
export async function installedEmulator(): Promise<string> {
  const folder = join(__dirname, '../../../../.emulator');
  await installEmulator({ folder, progress: () => undefined });
  return folder;
}

/** Milliseconds that the first installation may take. */
export const INSTALL_TIMEOUT = 180_000;
