import type { DeployOptions, DeployResult } from '@aws-cdk/toolkit-lib';
import { bootstrap } from './bootstrap';
import { isAccount, type DeployTarget } from './deploy-target';
import type { Progress } from './progress';
import { synthStage, type Synthesis, type SynthStageOptions } from './synthesis';
import { withToolkit } from './target-toolkit';

/** A deployed stack. */
export interface Deployment {
  /** By output name, as given to `CfnOutput`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly stackName: string;
  /** The synthesized app; it stays until this process has ended and the next one synthesizes. */
  readonly assemblyDirectory: string;
  /** Everything the toolkit said. */
  readonly logPath: string;
  /** Milliseconds; the first two can overlap. */
  readonly durations: {
    readonly synthMs: number;
    readonly bootstrapMs: number;
    readonly deployMs: number;
  };
}

export interface DeployAssemblyOptions extends DeployTarget {
  readonly synthesis: Synthesis;
  readonly progress: Progress;
}

export interface DeployStageOptions extends SynthStageOptions {
  /**
   * As in `DeployTarget`. A promise lets the synthesis run while the emulator starts; when it
   * rejects, so does the deployment.
   */
  readonly endpoint: string | Promise<string>;
}

/**
 * Synthesizes an app and deploys its one stack, as `synthStage` and `deployAssembly` do, with
 * everything at once that can be.
 * Throws SYNTH_FAILED, ENDPOINT_UNREACHABLE, NOT_BOOTSTRAPPED, CREDENTIALS_MISSING or DEPLOY_FAILED.
 */
export async function deployStage(options: DeployStageOptions): Promise<Deployment> {
  const giveUp = new AbortController();
  const validation = options.endpoint === 'account';
  const synthesizing = synthStage({ validation, signal: giveUp.signal, ...options });
  try {
    const [synthesis, prepared] = await Promise.all([synthesizing, prepare(options)]);
    return await deploySynthesis({ ...options, ...prepared.target, synthesis }, prepared);
  } finally {
    giveUp.abort();
  }
}

/** Deploys a synthesized stack; into an emulator it bootstraps first. Throws as `deployStage` does. */
export async function deployAssembly(options: DeployAssemblyOptions): Promise<Deployment> {
  return await deploySynthesis(options, await prepare(options));
}

/** Deletes the stack again. Throws as `deployStage` does. */
export async function destroyAssembly(options: DeployAssemblyOptions): Promise<void> {
  const { synthesis, progress } = options;
  await withToolkit(options, synthesis, progress, async (toolkit) => {
    await toolkit.destroy(synthesis.assembly, pollingOf(options));
  });
  progress({ step: 'destroy', detail: 'done' });
}

interface Prepared {
  readonly target: DeployTarget;
  readonly bootstrapMs: number;
}

async function prepare(
  options: Pick<DeployStageOptions, 'endpoint' | 'region' | 'accountId' | 'progress'>,
): Promise<Prepared> {
  const { region, accountId, progress } = options;
  const target: DeployTarget = { endpoint: await options.endpoint, region, accountId };
  const startedAt = performance.now();
  await withToolkit(target, undefined, progress, async (toolkit) => {
    await bootstrap(target, toolkit);
  });
  const bootstrapMs = Math.round(performance.now() - startedAt);
  if (!isAccount(target)) progress({ step: 'bootstrap', detail: `done in ${bootstrapMs} ms` });
  return { target, bootstrapMs };
}

async function deploySynthesis(
  options: DeployAssemblyOptions,
  { bootstrapMs }: Prepared,
): Promise<Deployment> {
  const { synthesis, progress } = options;
  const startedAt = performance.now();
  const result = await withToolkit(options, synthesis, progress, async (toolkit) =>
    toolkit.deploy(synthesis.assembly, deployOptions(options)),
  );
  const deployMs = Math.round(performance.now() - startedAt);
  progress({ step: 'deploy', detail: `done in ${deployMs} ms` });
  return {
    ...stackOf(result),
    assemblyDirectory: synthesis.assemblyDirectory,
    logPath: synthesis.logPath,
    durations: { synthMs: synthesis.synthMs, bootstrapMs, deployMs },
  };
}

function deployOptions(target: DeployTarget): DeployOptions {
  if (isAccount(target)) return {};
  // An emulator needs no change set to look at first.
  return { deploymentMethod: { method: 'direct' }, assetBuildConcurrency: 4, ...pollingOf(target) };
}

function pollingOf(target: DeployTarget): Pick<DeployOptions, 'stackEventPollingInterval'> {
  // The default of two seconds spares AWS's request limits.
  return isAccount(target) ? {} : { stackEventPollingInterval: 100 };
}

function stackOf(result: DeployResult): Pick<Deployment, 'outputs' | 'stackName'> {
  const stack = result.stacks.at(-1);
  if (stack === undefined) throw new Error('The app has no stack to deploy.');
  return { outputs: stack.outputs, stackName: stack.stackName };
}
