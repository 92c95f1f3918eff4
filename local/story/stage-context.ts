import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Context } from '../cloud/app-context';
import { StoryError } from './story-error';

const stageSchema = v.looseObject({ genesys: v.looseObject({}) });
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

/** The context of one stage of `cdk.json`, pointed at a Genesys that is not in the file. */
export async function stageContext(folder: string, change: StageChange): Promise<Context> {
  const { context } = v.parse(
    fileSchema,
    JSON.parse(await readFile(join(folder, 'cdk.json'), 'utf8')),
  );
  const settings = context.stages[change.stage];
  if (settings === undefined) {
    throw new StoryError(
      'STAGE_MISSING',
      `cdk.json has no stage "${change.stage}"; its stages are ${Object.keys(context.stages).join(', ')}.`,
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
    ...context.stages,
    [change.stage]: { ...settings, ...change.settings, genesys },
  };
  return { stage: change.stage, stages };
}
