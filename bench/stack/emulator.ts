import { join } from 'node:path';
import { startEmulator } from '../../local/cloud/emulator';
import type { Emulator } from '../../local/cloud/emulator';
import { installEmulator } from '../../local/cloud/emulator-install';

const folder = join(__dirname, '..', '..', '.emulator');
const progress = (): void => undefined;

/** Lends an emulator to some work and takes it back, however the work ends. */
export async function withEmulator<Result>(
  work: (emulator: Emulator) => Promise<Result>,
): Promise<Result> {
  await installEmulator({ folder, progress });
  const emulator = await startEmulator({ folder, progress });
  try {
    return await emulator.whileAlive(work(emulator));
  } finally {
    await emulator.stop();
  }
}
