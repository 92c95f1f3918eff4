import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { errorMessage } from './error-facts';

export type Context = Readonly<Record<string, unknown>>;

const ContextFile = v.record(v.string(), v.unknown());
const SettingsFile = v.object({ context: v.optional(ContextFile, {}) });

/** What the toolkit adds to any app's context by default; the templates then are the ones it deploys. */
const TOOLKIT_DEFAULTS: Context = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': true,
  'aws:cdk:bundling-stacks': ['**'],
};

/**
 * An app's context as the CDK's command line would give it: `-c` options win over `cdk.json`, which
 * wins over the cached look-ups in `cdk.context.json`. Files that do not exist are empty; one that
 * cannot be read as JSON throws.
 */
export async function appContext(workingDirectory: string, options: Context): Promise<Context> {
  const settings = v.parse(SettingsFile, await readJson(join(workingDirectory, 'cdk.json')));
  const lookups = v.parse(ContextFile, await readJson(join(workingDirectory, 'cdk.context.json')));
  return { ...lookups, ...settings.context, ...options, ...TOOLKIT_DEFAULTS };
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${errorMessage(cause)}`, { cause });
  }
}
