import type * as ToolkitLibrary from '@aws-cdk/toolkit-lib';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { appContext, type Context } from './app-context';
import { runApp } from './app-process';
import type { Progress } from './progress';
import { makeRunFolder } from './run-folder';
import { synthFailure } from './synth-failure';
import { toolkitMessages, type ToolkitMessages } from './toolkit-messages';

export interface SynthStageOptions {
  /** The shell command that runs the CDK app, e.g. from `tsxCommand('bin/app.ts')`. */
  readonly app: string;
  /** Where the command runs and where `cdk.json` is. */
  readonly workingDirectory: string;
  /** Context as from `-c` on the command line: it wins over `cdk.json`. */
  readonly context: Context;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly progress: Progress;
  /**
   * Whether CDK validates the templates. Default: false, it takes as long as the rest of the
   * synthesis; the laptop deploys the template for real instead.
   */
  readonly validation?: boolean;
  /** Ends the synthesis early, when its result is no longer of use. */
  readonly signal?: AbortSignal;
}

/** A synthesized app, ready for `deployAssembly`. */
export interface Synthesis {
  readonly assembly: ToolkitLibrary.CachedCloudAssembly;
  readonly assemblyDirectory: string;
  /** Everything the app and the toolkit said. */
  readonly logPath: string;
  readonly synthMs: number;
}

/** The command that runs a TypeScript CDK app without the start-up time of npx. */
export function tsxCommand(file: string): string {
  return `"${process.execPath}" --require tsx/cjs "${file}"`;
}

/**
 * Synthesizes a CDK app; it needs no AWS, so it can run while the emulator starts.
 * Throws SYNTH_FAILED with the app's own sentence.
 */
export async function synthStage(options: SynthStageOptions): Promise<Synthesis> {
  const startedAt = performance.now();
  const folder = await makeRunFolder(options.workingDirectory);
  const assemblyDirectory = join(folder, 'assembly');
  const logPath = join(folder, 'toolkit.log');
  const messages = toolkitMessages({ logPath, progress: options.progress });
  options.progress({ step: 'synth', detail: options.app });

  try {
    mkdirSync(assemblyDirectory);
    // The toolkit could run the app, but takes a second to load; so the app starts first.
    const running = runApp({
      command: options.app,
      workingDirectory: options.workingDirectory,
      environment: await appEnvironment(options, assemblyDirectory),
      logPath,
      signal: options.signal,
    });
    const [library] = await Promise.all([import('@aws-cdk/toolkit-lib'), running]);
    const assembly = await readAssembly(assemblyDirectory, messages, library);
    const synthMs = Math.round(performance.now() - startedAt);
    options.progress({ step: 'synth', detail: `done in ${synthMs} ms` });
    return { assembly, assemblyDirectory, logPath, synthMs };
  } catch (error) {
    throw synthFailure(error, messages.errors, logPath);
  }
}

/** The protocol between the CDK's toolkit and an app: variables. */
async function appEnvironment(
  options: SynthStageOptions,
  assemblyDirectory: string,
): Promise<NodeJS.ProcessEnv> {
  const context = await appContext(options.workingDirectory, options.context);
  return {
    ...process.env,
    CDK_OUTDIR: assemblyDirectory,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_DEFAULT_ACCOUNT: options.accountId,
    CDK_DEFAULT_REGION: options.region,
    ...(options.validation === true ? {} : { CDK_VALIDATION: 'false' }),
  };
}

async function readAssembly(
  directory: string,
  ioHost: ToolkitMessages,
  library: typeof ToolkitLibrary,
): Promise<ToolkitLibrary.CachedCloudAssembly> {
  const toolkit = new library.Toolkit({ ioHost, color: false, emojis: false });
  // Looks at the app's own annotations: one of level error fails the synthesis.
  return await toolkit.synth(await toolkit.fromAssemblyDirectory(directory));
}
