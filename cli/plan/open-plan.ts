import * as v from 'valibot';
import { loadSessionEnvironment, sendEnvironment } from '../../lambda/contract/environment';
import { messageTemplatesSchema } from '../../lambda/contract/message-templates';
import type { MessageTemplates } from '../../lambda/contract/message-templates';
import { parseInput } from '../../lambda/contract/problems';
import { parseOwn } from '../../lambda/contract/unreadable-data-error';
import { openLoadSession } from '../../lambda/handlers/load-session-deps';
import { toAudience } from '../../lambda/handlers/audience';
import { toVariables } from '../aws/place';
import type { Place } from '../aws/place';
import { CommandError } from '../command-error';
import { readTextFile } from '../text-file';
import { readDeployedFunctions } from './deployed-functions';
import type { PlanDeps } from './plan-request';

export interface OpenPlan {
  readonly deps: PlanDeps;
  /** What Genesys allows, until its answers say otherwise. */
  readonly requestsPerMinute: number;
}

/**
 * Opens the deployed stack as its own functions see it: the same settings, tables and keys. The reader needs the
 * rights to read them: the function's configuration, the two tables and the pepper.
 */
export async function openPlan(
  place: Place,
  { stack, templates }: { readonly stack: string; readonly templates?: string },
): Promise<OpenPlan> {
  const functions = await readDeployedFunctions(place, stack);
  const environment = parseOwn(loadSessionEnvironment, functions.loadSession, 'Load session');
  const sender = parseOwn(sendEnvironment, functions.postMessage, 'Post message');
  // The adapters take their credentials where Lambda puts them.
  Object.assign(process.env, toVariables(place));
  return {
    deps: {
      ...openLoadSession(
        environment,
        templates === undefined ? {} : await readTemplateFile(templates),
      ),
      audience: toAudience(sender),
    },
    requestsPerMinute: Number(sender.GENESYS_REQUESTS_PER_MINUTE),
  };
}

const templateFileSchema = v.pipe(v.string(), v.parseJson(), messageTemplatesSchema);

async function readTemplateFile(file: string): Promise<MessageTemplates> {
  const parsed = parseInput(templateFileSchema, await readTextFile(file));
  if (parsed.kind === 'valid') return parsed.value;
  const [problem] = parsed.problems;
  throw new CommandError(
    'TEMPLATES_UNREADABLE',
    `${file} has ${parsed.problems.length} problem(s), the first at ${problem?.path ?? '$'}: expected ${problem?.expected ?? 'templates'}.`,
    'Correct the file; `npx cdk synth` names every problem with its line.',
  );
}
