import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { makeRunFolder } from '../../local/cloud/run-folder';
import { tsxCommand } from '../../local/cloud/synthesis';
import { stageContext, type SettingsChange } from '../../local/story/stage-context';

const REPOSITORY = join(__dirname, '../..');
/** The stage whose settings are taken; ours is deployed beside it, wherever that is. */
const MODEL = 'laptop';
export const STAGE = 'e2e';
export const STACK = `ProactiveMessaging-${STAGE}`;

const fileSchema = v.looseObject({ context: v.record(v.string(), v.unknown()) });
const contextSchema = v.object({ stages: v.record(v.string(), v.looseObject({})) });

/** A folder with a `cdk.json` of its own, as somebody has it who put a stage of theirs into the repository's. */
export interface ProjectFolder {
  readonly folder: string;
  /** Writes other settings of the stage into the file. */
  write(settings: SettingsChange): Promise<void>;
}

export interface ProjectOptions {
  /** Where the deployed functions reach Genesys. */
  readonly genesysUrl: string;
  readonly hasPartnerBus: boolean;
}

export async function makeProjectFolder(options: ProjectOptions): Promise<ProjectFolder> {
  const folder = await makeRunFolder(REPOSITORY);
  const file = v.parse(fileSchema, JSON.parse(readFileSync(join(REPOSITORY, 'cdk.json'), 'utf8')));
  const write = async (settings: SettingsChange): Promise<void> => {
    const change = { stage: MODEL, ...options, settings };
    const { stages } = v.parse(contextSchema, await stageContext(REPOSITORY, change));
    const templates = join(REPOSITORY, 'templates/laptop.json');
    const context = {
      ...file.context,
      stage: STAGE,
      stages: { [STAGE]: { ...stages[MODEL], templates } },
    };
    const app = tsxCommand(join(REPOSITORY, 'bin/app.ts'));
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ ...file, app, context }, null, 2));
  };
  await write({});
  return { folder, write };
}
