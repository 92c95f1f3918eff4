import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  EMULATOR_KEY,
  isAccount,
  targetVariables,
  type DeployTarget,
} from '../../local/cloud/deploy-target';

const CDK = join(__dirname, '../../node_modules/.bin/cdk');
/** Enough of the end to see what it complained about. */
const TAIL_LINES = 25;
const COLOURS = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g');

export interface CdkRun {
  readonly code: number;
  /** Both streams, in the order in which they were written. */
  readonly output: string;
}

/** The `cdk` command as its user types it, in a process of its own. */
export interface Cdk {
  /** Whatever its exit code. */
  run(...args: readonly string[]): Promise<CdkRun>;
  /** Throws the last lines when it fails. */
  demand(...args: readonly string[]): Promise<CdkRun>;
}

export interface CdkOptions {
  readonly target: DeployTarget;
  /** The folder of its `cdk.json`. */
  readonly folder: string;
  /** Ends it when the run ends. */
  readonly signal?: AbortSignal;
}

export function cdkCommandLine({ target, folder, signal }: CdkOptions): Cdk {
  const env = { ...process.env, ...credentialsOf(target), ...targetVariables(target, process.env) };
  const run = async (...args: readonly string[]): Promise<CdkRun> =>
    await new Promise<CdkRun>((resolve, reject) => {
      const child = spawn(CDK, [...args, '--no-notices', '--no-color'], {
        cwd: folder,
        env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' },
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
      });
      let output = '';
      const hear = (chunk: Buffer): unknown => (output += chunk.toString('utf8'));
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({ code: code ?? -1, output: output.replaceAll(COLOURS, '') }),
      );
    });
  return {
    run,
    demand: async (...args) => {
      const result = await run(...args);
      if (result.code === 0) return result;
      const tail = result.output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
      throw new Error(`cdk ${args.join(' ')} ended with code ${result.code}:\n${tail}`);
    },
  };
}

/** An emulator takes its own key; in an account the reader's credentials count, wherever they come from. */
function credentialsOf(target: DeployTarget): NodeJS.ProcessEnv {
  if (isAccount(target)) return {};
  return {
    AWS_ACCESS_KEY_ID: EMULATOR_KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: EMULATOR_KEY.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
  };
}
