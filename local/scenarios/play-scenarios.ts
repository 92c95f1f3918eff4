import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Ending } from '../story/ending';
import { startLaptop, type Laptop } from '../story/laptop';
import type { SettingsChange } from '../story/stage-context';
import type { Scene } from '../story/scene';
import type { Storyteller, Teller } from '../story/storyteller';
import { readDecisionRecord, type DecisionRecord } from './decision-record';
import { openRehearsal } from './rehearsal';
import type { Scenario } from './scenario';

const STAGE = 'laptop';
const keySchema = v.object({ notificationKey: v.string() });

export interface Playing {
  readonly storyteller: Storyteller;
  readonly ending: Ending;
  /** The folder of `cdk.json`. */
  readonly folder: string;
}

/** Plays one scenario after the other on one laptop; the stage is deployed again where settings differ. */
export async function playScenarios(
  scenarios: readonly Scenario[],
  playing: Playing,
): Promise<DecisionRecord[]> {
  const { storyteller } = playing;
  const records: DecisionRecord[] = [];
  let settings = settingsOf(scenarios[0]);
  const place = await prepare(playing, settings);
  for (const [index, scenario] of scenarios.entries()) {
    // Settings may tell the time, so each is asked for once, when its turn comes.
    const wanted = index === 0 ? settings : settingsOf(scenario);
    if (!isDeepStrictEqual(wanted, settings)) {
      await storyteller.tell(deployment(scenario), async (teller) => {
        await place.laptop.deploy(STAGE, progressOf(teller), wanted);
      });
      settings = wanted;
    }
    records.push(...(await play(scenario, storyteller, place)));
  }
  return records;
}

const settingsOf = (scenario: Scenario | undefined): SettingsChange => scenario?.settings?.() ?? {};

interface Place {
  readonly laptop: Laptop;
  readonly scene: Scene;
}

async function play(
  scenario: Scenario,
  storyteller: Storyteller,
  { laptop, scene }: Place,
): Promise<DecisionRecord[]> {
  const rehearsal = await openRehearsal(scene, `contact-of-${scenario.name}`);
  const position = scene.stage.inbox.heard.length;
  const work = storyteller.attempt(scenario, async (teller) => scenario.play(rehearsal, teller));
  await (laptop.emulator?.whileAlive(work) ?? work);
  return await recordsSince(scene, position);
}

const deployment = ({ name }: Scenario) => ({
  name: 'deploy',
  title: `Deploy the stage again with the settings of ${name}`,
});

async function prepare(
  { storyteller, ending, folder }: Playing,
  settings: SettingsChange,
): Promise<Place> {
  const chapter = { name: 'prepare', title: 'Deploy the stack into an AWS and start a Genesys' };
  return await storyteller.tell(chapter, async (teller) => {
    const options = { once: true, json: false, debug: false, folder, stage: STAGE, settings };
    const started = await startLaptop({ ...options, progress: progressOf(teller) }, ending);
    const { setScene } = await import('../story/set-scene.js');
    return { laptop: started.laptop, scene: await setScene(started, ending) };
  });
}

const progressOf =
  (teller: Teller) =>
  ({ step, detail = '' }: { step: string; detail?: string }): void =>
    teller.note(`${step}: ${detail}`);

/** The decision record of every notification that the bus has told of since. */
async function recordsSince({ stage }: Scene, position: number): Promise<DecisionRecord[]> {
  const keys = stage.inbox.heard.slice(position).flatMap(({ detail }) => {
    const parsed = v.safeParse(keySchema, detail);
    return parsed.success ? [parsed.output.notificationKey] : [];
  });
  return await Promise.all(
    [...new Set(keys)].map(async (key) => await readDecisionRecord(stage, key)),
  );
}
