import { join } from 'node:path';
import { isAccount, type DeployTarget } from '../cloud/deploy-target';
import { deployStage } from '../cloud/deployment';
import { startEmulator, type Emulator } from '../cloud/emulator';
import { installEmulator } from '../cloud/emulator-install';
import { claimPort } from '../cloud/free-port';
import type { Progress } from '../cloud/progress';
import { tsxCommand } from '../cloud/synthesis';
import type { RunningSimulator } from '../genesys/simulator';
import type { Ending } from './ending';
import { startGenesys } from './genesys-server';
import { organizationOf, stageContext, type SettingsChange } from './stage-context';
import { StoryError } from './story-error';
import type { StoryOptions } from './story-options';

/** The one account of the built-in emulator. */
const EMULATED = { region: 'us-east-1', accountId: '000000000000' };

/** An AWS to deploy into and a Genesys to speak to. */
export interface LaptopPlace {
  readonly target: DeployTarget;
  readonly genesys: RunningSimulator;
  readonly emulator: Emulator | undefined;
}

/** A place, and a way to deploy into it. */
export interface Laptop extends LaptopPlace {
  /** Deploys a stage, or deploys it again with other settings. */
  deploy(
    stage: string,
    progress: Progress,
    settings?: SettingsChange,
  ): Promise<Readonly<Record<string, string>>>;
}

export interface LaptopOptions extends StoryOptions {
  /** The folder of `cdk.json`. */
  readonly folder: string;
  /** The stage to deploy first. */
  readonly stage: string;
  /** Settings of that stage that take the place of the file's. */
  readonly settings?: SettingsChange;
  readonly progress: Progress;
}

export interface StartedLaptop {
  readonly laptop: Laptop;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts everything at once: the stack is synthesized while the emulator and Genesys come up. */
export async function startLaptop(options: LaptopOptions, ending: Ending): Promise<StartedLaptop> {
  const { progress, folder } = options;
  const simulatorPort = await claimPort(options.simulatorPort);
  const genesysUrl = options.simulatorUrl ?? `http://127.0.0.1:${simulatorPort}`;
  const organizationId = await organizationOf(folder, options.stage);
  const place = await findPlace(options, ending);
  const deploy = async (
    stage: string,
    say: Progress,
    endpoint: string | Promise<string>,
    settings?: SettingsChange,
  ): Promise<Readonly<Record<string, string>>> => {
    const hasPartnerBus = options.endpoint !== 'account';
    const deployment = await deployStage({
      app: tsxCommand('bin/app.ts'),
      workingDirectory: folder,
      context: await stageContext(folder, { stage, genesysUrl, hasPartnerBus, settings }),
      region: place.region,
      accountId: place.accountId,
      endpoint,
      signal: ending.signal,
      progress: say,
    });
    return deployment.outputs;
  };

  const [outputs, genesys, cloud] = await Promise.all([
    whileAlive(
      place.cloud,
      deploy(options.stage, progress, endpointOf(place.cloud), options.settings),
    ),
    startGenesys(simulatorPort, organizationId),
    place.cloud,
  ]);
  ending.onEnd(async () => await genesys.close());
  const { endpoint, emulator } = cloud;
  const target = { endpoint, region: place.region, accountId: place.accountId };
  return {
    outputs,
    laptop: {
      target,
      genesys,
      emulator,
      deploy: async (stage, say, settings) => await deploy(stage, say, endpoint, settings),
    },
  };
}

interface Cloud {
  readonly endpoint: string;
  readonly emulator: Emulator | undefined;
}

interface Place {
  readonly region: string;
  readonly accountId: string;
  readonly cloud: Promise<Cloud>;
}

async function endpointOf(cloud: Promise<Cloud>): Promise<string> {
  return (await cloud).endpoint;
}

/** A dead emulator is a better reason than the request that could not reach it. */
async function whileAlive<T>(cloud: Promise<Cloud>, work: Promise<T>): Promise<T> {
  // When the cloud does not come up, that is what there is to say.
  work.catch(() => undefined);
  const { emulator } = await cloud;
  return await (emulator?.whileAlive(work) ?? work);
}

/** Knows the account at once; the emulator itself may still be starting. */
async function findPlace(options: LaptopOptions, ending: Ending): Promise<Place> {
  const { endpoint } = options;
  if (endpoint === undefined) {
    if (options.port !== undefined) await claimPort(options.port);
    return { ...EMULATED, cloud: startBuiltIn(options, ending) };
  }
  const { findTarget } = await import('./deploy-place.js');
  const target = await findTarget(endpoint, process.env);
  if (isAccount(target) && options.simulatorUrl === undefined) {
    throw new StoryError(
      'SIMULATOR_UNREACHABLE',
      'Functions in an AWS account cannot reach a Genesys simulator on this machine.',
      'Open a tunnel to it and name both ends with --simulator-port and --simulator-url.',
    );
  }
  return { ...target, cloud: Promise.resolve({ endpoint, emulator: undefined }) };
}

async function startBuiltIn(
  { folder, port, progress }: LaptopOptions,
  ending: Ending,
): Promise<Cloud> {
  const home = join(folder, '.emulator');
  await installEmulator({ folder: home, progress });
  const emulator = await startEmulator({ folder: home, port, progress });
  ending.onEnd(async () => await emulator.stop());
  return { endpoint: emulator.endpoint, emulator };
}
