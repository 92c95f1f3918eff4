import { dirname, delimiter, join } from 'node:path';
import { QUIET_SDK } from './deploy-target';
import { OUR_PYTHON } from './python-process';

export interface EmulatorSettings {
  readonly port: number;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Everything the emulator puts on disk goes here. */
  readonly scratchFolder: string;
  /** Factor for the waits of workflows: 0.01 makes a minute 0.6 seconds. Default: real time. */
  readonly stepFunctionsWaitScale?: number;
}

/** What the emulator and the functions inside it may see of the developer's own environment. */
const PASSED_ON = ['HOME', 'LANG', 'LC_ALL', 'TZ', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/**
 * The emulator's whole environment. It is built from nothing, because the emulator hands its own
 * environment to every function: a developer's AWS profile must not end up in there, and a stray
 * `DEBUG` or `SERVICES` must not change what the emulator does.
 */
export function emulatorEnvironment(
  settings: EmulatorSettings,
  own: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const passedOn = Object.fromEntries(PASSED_ON.map((name) => [name, own[name]]));
  return {
    ...passedOn,
    // Functions run on the host's `node`: let it be the one that runs this.
    PATH: [dirname(process.execPath), own.PATH ?? ''].join(delimiter),
    ...QUIET_SDK,
    ...listening(settings),
    ...identity(settings),
    ...storage(settings.scratchFolder),
    ...switchedOff(settings.scratchFolder),
    ...(settings.stepFunctionsWaitScale === undefined
      ? {}
      : { SFN_WAIT_SCALE: String(settings.stepFunctionsWaitScale) }),
  };
}

function listening({ port }: EmulatorSettings): NodeJS.ProcessEnv {
  return {
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    // Functions inherit it; without it their clients would call the real AWS.
    AWS_ENDPOINT_URL: `http://localhost:${port}`,
    NO_PROXY: 'localhost,127.0.0.1,::1',
  };
}

function identity(settings: EmulatorSettings): NodeJS.ProcessEnv {
  return {
    AUTH: 'true',
    AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
    AWS_DEFAULT_REGION: settings.region,
    MINISTACK_REGION: settings.region,
    MINISTACK_ACCOUNT_ID: settings.accountId,
  };
}

function storage(scratchFolder: string): NodeJS.ProcessEnv {
  return {
    TMPDIR: scratchFolder,
    STATE_DIR: join(scratchFolder, 'state'),
    S3_DATA_DIR: join(scratchFolder, 's3'),
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONPATH: OUR_PYTHON,
  };
}

function switchedOff(scratchFolder: string): NodeJS.ProcessEnv {
  return {
    // These two listen on every interface.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    // At start it removes containers that carry its label, so keep it from the developer's Docker.
    DOCKER_HOST: `unix://${join(scratchFolder, 'no-docker.sock')}`,
  };
}
