import type { Emulator } from '../../local/cloud/emulator';
import { readJson } from '../local/genesys/support/read-json';
import { EMULATOR_URL } from './run/variables';

/** All that somebody needs who only talks to it. */
export type EmulatorAddress = Pick<Emulator, 'endpoint' | 'region' | 'credentials'>;

/** The one emulator of the run, for suites whose tables, groups and buses have names of their own. It ends with the run. */
export async function sharedEmulator(): Promise<EmulatorAddress> {
  const response = await fetch(process.env[EMULATOR_URL] ?? 'no run of jest');
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return readJson<EmulatorAddress>(text);
}
