import type * as ToolkitLibrary from '@aws-cdk/toolkit-lib';
import { connect } from 'node:net';
import { errorChain, errorMessage } from './error-facts';
import { LaptopError } from './laptop-error';
import type { Overrides } from './toolkit-environment';

/** Where a stack goes. */
export interface DeployTarget {
  /** The address of something that speaks the AWS API, or `account`: AWS itself, with your own credentials. */
  readonly endpoint: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** Emulators take any key; this one is the root key of ours. A developer's own key never leaves. */
export const EMULATOR_KEY = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Keeps the AWS SDK from printing that it will want a newer Node some day. */
export const QUIET_SDK = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

const CONNECT_WITHIN_MS = 3_000;

/** True when the target is AWS itself. */
export function isAccount(target: DeployTarget): boolean {
  return target.endpoint === 'account';
}

/** The variables that point AWS clients of this process at the target. */
export function targetVariables(target: DeployTarget, own: NodeJS.ProcessEnv): Overrides {
  if (isAccount(target)) return QUIET_SDK;

  // A setting per service would win over the common one, and a named profile may not exist.
  const inTheWay = Object.keys(own).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  const removed = [...inTheWay, 'AWS_PROFILE', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
  const noProxy = [own.NO_PROXY ?? own.no_proxy, new URL(target.endpoint).hostname];
  return {
    ...Object.fromEntries(removed.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_REGION: target.region,
    AWS_DEFAULT_REGION: target.region,
    ...QUIET_SDK,
    NO_PROXY: noProxy.filter(Boolean).join(','),
  };
}

type Credentials = Pick<typeof ToolkitLibrary, 'BaseCredentials'>;

/** How the toolkit signs its requests to the target. */
export function targetCredentials(
  target: DeployTarget,
  toolkit: Credentials,
): ToolkitLibrary.SdkConfig {
  const { BaseCredentials } = toolkit;
  if (isAccount(target)) {
    const options = { defaultRegion: target.region };
    return { baseCredentials: BaseCredentials.awsCliCompatible(options) };
  }
  const options = { provider: emulatorKey, region: target.region };
  return { baseCredentials: BaseCredentials.custom(options) };
}

async function emulatorKey(): Promise<typeof EMULATOR_KEY> {
  return await Promise.resolve(EMULATOR_KEY);
}

/** Throws ENDPOINT_UNREACHABLE at once, where an AWS client would try again for a while. */
export async function assertReachable(target: DeployTarget): Promise<void> {
  if (isAccount(target)) return;
  const { hostname, port, protocol } = new URL(target.endpoint);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  try {
    await tryConnect(hostname, port === '' ? defaultPort : Number(port));
  } catch (cause) {
    throw new LaptopError('ENDPOINT_UNREACHABLE', {
      message: `Nothing answers at ${target.endpoint}: ${errorMessage(cause)}.`,
      nextStep:
        'Start the emulator that should listen there, correct the address, or leave it out to use the built-in emulator.',
      cause,
    });
  }
}

async function tryConnect(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect({
      host: host.replace(/^\[|\]$/g, ''),
      port,
      timeout: CONNECT_WITHIN_MS,
    });
    socket.once('connect', () => resolve(void socket.destroy()));
    socket.once('timeout', () => {
      // A busy process hears of its own timers first, of an answer that came long ago a turn later.
      setImmediate(() => socket.destroy(new Error(`no answer in ${CONNECT_WITHIN_MS} ms`)));
    });
    // Both addresses of `localhost` refusing makes an error without a message of its own.
    socket.once('error', (error) => reject(errorChain(error).at(-1)));
  });
}
