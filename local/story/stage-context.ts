import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Context } from '../cloud/app-context';
import { StoryError } from './story-error';

const stageSchema = v.looseObject({
  genesys: v.looseObject({ eventSourceName: v.optional(v.string()) }),
});
const fileSchema = v.object({
  context: v.object({ stages: v.record(v.string(), stageSchema) }),
});

export type SettingsChange = Readonly<Record<string, unknown>> & {
  readonly genesys?: Readonly<Record<string, unknown>>;
};

export interface StageChange {
  readonly stage: string;
  /** Where the deployed functions reach Genesys. */
  readonly genesysUrl: string;
  /** False where no partner event source of Genesys can exist. */
  readonly hasPartnerBus: boolean;
  /** Settings that take the place of the file's. */
  readonly settings?: SettingsChange;
}

type Stages = Readonly<Record<string, v.InferOutput<typeof stageSchema>>>;

async function readStages(folder: string): Promise<Stages> {
  const text = await readFile(join(folder, 'cdk.json'), 'utf8');
  return v.parse(fileSchema, JSON.parse(text)).context.stages;
}

/** The organization that the stage's event source names; a Genesys with another id would be two of them. */
export async function organizationOf(folder: string, stage: string): Promise<string | undefined> {
  const stages = await readStages(folder);
  return stages[stage]?.genesys.eventSourceName?.split('/')[3];
}

/** The context of one stage of `cdk.json`, pointed at a Genesys that is not in the file. */
export async function stageContext(folder: string, change: StageChange): Promise<Context> {
  const known = await readStages(folder);
  const settings = known[change.stage];
  if (settings === undefined) {
    throw new StoryError(
      'STAGE_MISSING',
      `cdk.json has no stage "${change.stage}"; its stages are ${Object.keys(known).join(', ')}.`,
      'Restore the stage from the repository: npm start deploys it.',
    );
  }
  const genesys = {
    ...settings.genesys,
    ...change.settings?.genesys,
    apiUrl: change.genesysUrl,
    loginUrl: change.genesysUrl,
    ...(change.hasPartnerBus ? {} : { eventSourceName: undefined }),
  };
  const stages = {
    ...known,
    [change.stage]: { ...settings, ...change.settings, genesys },
  };
  return { stage: change.stage, stages };
}
