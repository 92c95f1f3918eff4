import type { CommandIo } from '../command-io';
import type { Verdict } from './check';
import { allChecks, genesysChecks } from './checks';
import { openClient } from './open-client';
import type { ClientOptions } from './open-client';
import { openStack } from './open-stack';
import { runChecks } from './run-checks';

export interface DoctorOptions extends ClientOptions {
  readonly stack?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

/** Long enough for three tries of an AWS client; a check that takes longer tells more by saying so. */
const CHECK_LIMIT_MS = 15_000;

/** Runs every check that these options allow to ask. */
export async function examine(
  io: CommandIo,
  options: DoctorOptions,
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const run = { limitMs: CHECK_LIMIT_MS, onVerdict };
  if (options.stack === undefined) {
    return await runChecks(genesysChecks, await openClient(io, options), run);
  }
  // A dozen AWS clients take a while to load; nobody else needs them.
  const [{ createAwsView }, { findPlace }] = await Promise.all([
    import('./aws/create-aws-view.js'),
    import('../aws/place.js'),
  ]);
  const aws = createAwsView({
    findPlace: () => findPlace(options, io.environment),
    stack: options.stack,
    nowMs: io.nowMs,
  });
  return await runChecks(allChecks, openStack(aws, io.nowMs), run);
}
