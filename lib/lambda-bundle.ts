import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/** Beside this folder in the repository, and one further up in the package, where this file is a compiled one. */
const LAMBDA_ROOM =
  [join(__dirname, '..', 'lambda'), join(__dirname, '..', '..', 'lambda')].find((room) =>
    existsSync(join(room, 'handlers')),
  ) ?? __dirname;

/** Every function's entry point, by the name of its file. */
export const BUNDLED_HANDLERS = [
  'check-stale-sessions',
  'diagnose-refusal',
  'ingest-events',
  'load-session',
  'open-new-session',
  'post-message',
  'preflight-conversation',
  'reconcile',
  'send-by-channel',
  'sweep',
] as const;

export type HandlerName = (typeof BUNDLED_HANDLERS)[number];

/** How every bundle is made: one minified CommonJS file with everything it needs. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  platform: 'node',
  // What the tests and the laptop run on; the managed runtime is newer.
  target: 'node20',
  mainFields: ['module', 'main'],
  // Not the tsconfig.json of whoever installed us: a bundle is the same wherever it is made.
  tsconfigRaw: {},
  legalComments: 'none',
  logLevel: 'error',
} satisfies BuildOptions;

/** What stands beside a bundle, by the name of the file. */
export type BundleFiles = Readonly<Record<string, string>>;

/**
 * Bundles one handler with everything it needs into a single minified CommonJS file.
 *
 * esbuild is called in this process, once: `NodejsFunction` starts npx for every function, which would be
 * most of a synthesis.
 */
export function bundleHandler(name: HandlerName, files: BundleFiles = {}): Code {
  return Code.fromAsset(LAMBDA_ROOM, {
    // The bundle itself is the identity, so that a change elsewhere in the room redeploys nothing.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('public.ecr.aws/sam/build-nodejs24.x'),
      // Never run: it tells one asset from another, which CDK caches by these properties.
      command: ['esbuild', name, JSON.stringify(files)],
      local: {
        tryBundle: (outputDirectory: string) => {
          writeBundle(name, outputDirectory);
          for (const [file, content] of Object.entries(files)) {
            writeFileSync(join(outputDirectory, file), content);
          }
          return true;
        },
      },
    },
  });
}

/** Writes `index.js` of a handler into a folder and returns its size in bytes. */
export function writeBundle(name: HandlerName, outputDirectory: string): number {
  bundles ??= buildBundles();
  const bundle = bundles.get(`${name}.js`);
  if (bundle === undefined) throw new Error(`esbuild made no bundle of ${name}`);
  mkdirSync(outputDirectory, { recursive: true });
  writeFileSync(join(outputDirectory, 'index.js'), bundle);
  return bundle.byteLength;
}

/** All of them come from one call: starting esbuild takes longer than bundling a handler. */
let bundles: ReadonlyMap<string, Uint8Array> | undefined;

function buildBundles(): ReadonlyMap<string, Uint8Array> {
  const { outputFiles } = buildSync({
    entryPoints: BUNDLED_HANDLERS.map((name) => join(LAMBDA_ROOM, 'handlers', `${name}.ts`)),
    outdir: LAMBDA_ROOM,
    write: false,
    ...BUNDLING,
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
