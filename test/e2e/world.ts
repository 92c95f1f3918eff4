import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { allowPlainHttpAssets } from '../../local/cloud/bootstrap';
import { isAccount } from '../../local/cloud/deploy-target';
import type { DeployedStage } from '../../local/story/deployed-stage';
import type { Ending } from '../../local/story/ending';
import { genesysControl } from '../../local/story/genesys-control';
import { genesysTruth } from '../../local/story/genesys-truth';
import type { Genesys, Scene } from '../../local/story/scene';
import { readyStage } from '../../local/story/set-scene';
import { createAdmin, type Admin } from './admin';
import { cdkCommandLine, type Cdk, type CdkRun } from './cdk-command-line';
import { once } from './once';
import { hasPartnerBus, type Place } from './place';
import { makeProjectFolder, STACK } from './project-folder';
import { newestRelease, unpackRelease } from './releases/release-archive';
import { fillRelease, type Past } from './past';

/** A deployed stage and the contact centre it speaks to. */
export type Setting = Pick<Scene, 'genesys' | 'stage'>;

/** What the cases work with. Each deployment is made when the first case needs it, and once. */
export interface World {
  readonly place: Place;
  readonly cdk: Cdk;
  /** What an administrator of the account can do. */
  readonly admin: Admin;
  /** Prepares the account for the CDK; everybody else's deployments wait for this. */
  bootstrapped(): Promise<CdkRun>;
  /** Prepares it once more. */
  bootstrap(): Promise<CdkRun>;
  /** The previous release, in use. */
  release(): Promise<Setting & { readonly past: Past }>;
  /** This version: over the previous release where that is there, else into an empty account. */
  current(): Promise<Setting>;
  /** This version with other settings: it writes to nobody, and its data would outlive it. */
  retired(): Promise<CdkRun>;
  /** `cdk diff` against what is deployed. */
  diff(): Promise<CdkRun>;
  /** `cdk destroy`. Where nothing else would take the stack away, the end of the run does it. */
  destroyed(): Promise<CdkRun>;
}

const outputsSchema = v.record(v.string(), v.record(v.string(), v.string()));

export async function createWorld(place: Place, ending: Ending): Promise<World> {
  const { genesysUrl } = place;
  const project = await makeProjectFolder({ genesysUrl, hasPartnerBus: hasPartnerBus(place) });
  const { folder } = project;
  const cdk = cdkCommandLine({ target: place.target, folder, signal: ending.signal });
  const admin = createAdmin(place.target, ending);
  const genesys = once(() => furnishGenesys(place));

  const bootstrap = async (): Promise<CdkRun> => {
    if (isAccount(place.target))
      return { code: 0, output: 'an account is bootstrapped by its owner' };
    const { accountId, region } = place.target;
    const done = await cdk.demand('bootstrap', `aws://${accountId}/${region}`);
    await allowPlainHttpAssets(place.target);
    return done;
  };
  const bootstrapped = once(bootstrap);
  // Not ended with the run: it is what ends last.
  const lastCdk = cdkCommandLine({ target: place.target, folder });
  const destroyed = once(() => lastCdk.demand('destroy', '--force'));
  let isDeployed = false;
  ending.onEnd(async () => {
    if (isDeployed && place.emulator === undefined) await destroyed();
  });
  const deploy = async (...from: readonly string[]): Promise<CdkRun> => {
    await bootstrapped();
    isDeployed = true;
    const outputs = ['--outputs-file', 'outputs.json'];
    return await cdk.demand('deploy', '--require-approval', 'never', ...outputs, ...from);
  };
  const ready = async (inboxName: string): Promise<DeployedStage> => {
    const file: unknown = JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8'));
    const outputs = v.parse(outputsSchema, file)[STACK] ?? {};
    return await readyStage(place, ending, { outputs, client: place.genesys, inboxName });
  };

  return {
    place,
    cdk,
    admin,
    bootstrap,
    bootstrapped,
    release: once(async () => {
      const unpacked = join(folder, 'release');
      unpackRelease(newestRelease(), unpacked, genesysUrl);
      await deploy('--app', unpacked);
      const setting = { genesys: await genesys(), stage: await ready('e2e-release') };
      return { ...setting, past: await fillRelease(place, setting) };
    }),
    current: once(async () => {
      await deploy();
      return { genesys: await genesys(), stage: await ready('e2e') };
    }),
    retired: once(async () => {
      await project.write({ audience: 'nobody', retainData: true });
      return await deploy();
    }),
    destroyed,
    diff: async () => await cdk.run('diff', '--fail'),
  };
}

async function furnishGenesys({ genesys }: Place): Promise<Genesys> {
  const control = genesysControl(genesys.control);
  const { api, login } = genesys;
  return {
    api,
    login,
    control,
    truth: genesysTruth(genesys.control),
    deploymentId: await control.createDeployment('Shop'),
    applicationClient: await control.createOAuthClient('The application'),
  };
}
