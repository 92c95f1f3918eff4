import { CHAPTERS } from './chapters';
import type { Ending } from './ending';
import { explainFailure } from './explain-failure';
import { startLaptop, type Laptop, type StartedLaptop } from './laptop';
import type { Scene } from './scene';
import type { NotificationRecord, StoryReport, Timings, Transcripts } from './story-report';
import type { StoryOptions } from './story-options';
import { createStoryteller, type Narrator, type Storyteller, type Teller } from './storyteller';

/** The first stage; it speaks the published API. */
const STAGE = 'laptop';

export interface RunOptions extends StoryOptions {
  readonly folder: string;
}

/** The story, told, and what it left running. */
export interface ToldStory {
  readonly report: StoryReport;
  /** Missing when it never came up. */
  readonly played?: { readonly laptop: Laptop; readonly scene: Scene };
  /** What was thrown, for those who want to see where. */
  readonly error?: unknown;
}

/** Brings everything up and tells the story. Never throws: what goes wrong is in the report. */
export async function runStory(
  options: RunOptions,
  narrator: Narrator,
  ending: Ending,
): Promise<ToldStory> {
  const storyteller = createStoryteller(narrator);
  let deployedMs: number | null = null;
  const facts: { transcripts: Transcripts; records: readonly NotificationRecord[] } = {
    transcripts: {},
    records: [],
  };
  const report = (): Omit<StoryReport, 'failure'> => ({
    steps: storyteller.reports,
    notifications: facts.records,
    transcripts: facts.transcripts,
    timings: toTimings(deployedMs, facts.transcripts),
  });

  try {
    const { laptop, scene } = await storyteller.tell(CHAPTERS.prepare, async (teller) => {
      const started = await deployFirstStage(options, ending, teller);
      deployedMs = now();
      teller.note(
        `deployed after ${deployedMs} ms; OAuth client stored, Genesys's events connected`,
      );
      return await furnish(started, ending);
    });
    facts.records = scene.records;
    const playing = play(laptop, scene, { storyteller, ending });
    facts.transcripts = await (laptop.emulator?.whileAlive(playing) ?? playing);
    return { report: report(), played: { laptop, scene } };
  } catch (error) {
    return { report: { ...report(), failure: explainFailure(error) }, error };
  } finally {
    await narrator.end();
  }
}

async function deployFirstStage(
  options: RunOptions,
  ending: Ending,
  teller: Teller,
): Promise<StartedLaptop> {
  const progress = ({ step, detail = '' }: { step: string; detail?: string }): void =>
    teller.note(`${step}: ${detail}`);
  return await startLaptop({ ...options, stage: STAGE, progress }, ending);
}

/** The AWS clients take half a second to load, which is better spent once the deployment is on its way. */
async function furnish(
  started: StartedLaptop,
  ending: Ending,
): Promise<{ laptop: Laptop; scene: Scene }> {
  const { setScene } = await import('./set-scene.js');
  const { laptop } = started;
  const setting = setScene(started, ending);
  return { laptop, scene: await (laptop.emulator?.whileAlive(setting) ?? setting) };
}

async function play(
  laptop: Laptop,
  scene: Scene,
  { storyteller, ending }: { readonly storyteller: Storyteller; readonly ending: Ending },
): Promise<Transcripts> {
  const [{ tellStory }, { deployThreadStage }] = await Promise.all([
    import('./tell-story.js'),
    import('./thread-stage.js'),
  ]);
  return await tellStory(scene, storyteller, async () => deployThreadStage(laptop, scene, ending));
}

const now = (): number => Math.round(performance.now());

/** The first delivery is when Genesys wrote the message, not when we came to look. */
function toTimings(deployedMs: number | null, transcripts: Transcripts): Timings {
  const deliveries = Object.values(transcripts)
    .flat()
    .filter(({ direction }) => direction === 'outbound')
    .map(({ time }) => Math.round(Date.parse(time) - performance.timeOrigin));
  const firstDeliveryMs = deliveries.length === 0 ? null : Math.min(...deliveries);
  return { deployedMs, firstDeliveryMs, totalMs: now() };
}
