import { tellsOutcome, type DeployedStage } from './deployed-stage';
import { depthOf } from './failure-queues';
import { check } from './promise-check';
import type { Scene } from './scene';
import type { Teller } from './storyteller';
import type { Transcripts } from './story-report';

/** The last look: Genesys's own books hold the promised messages and no others, and no queue holds a surprise. */
export async function booksAgree(
  scene: Scene,
  stages: readonly DeployedStage[],
  teller: Teller,
): Promise<Transcripts> {
  const transcripts = await scene.genesys.truth.transcripts();
  const outbound = Object.values(transcripts)
    .flat()
    .filter(({ direction }) => direction === 'outbound');
  const texts = outbound.map(({ text }) => text);
  teller.received(`${outbound.length} messages in the customers' conversations`);
  teller.check(check('messages to customers', scene.promisedTexts.toSorted(), texts.toSorted()));

  const outcomes = stages.flatMap(({ inbox }) => inbox.heard.filter(tellsOutcome));
  teller.check(check('outcomes on the buses', scene.records.length, outcomes.length));

  if (scene.suffix === '') await checkQueues(scene, teller);
  teller.decided('every request ended in one outcome, and every message was written once');
  return transcripts;
}

/** Queues that outlive a run can hold what earlier ones left; those of a fresh emulator cannot. */
async function checkQueues(scene: Scene, teller: Teller): Promise<void> {
  const { aws, outputs } = scene.stage;
  const rejected = scene.records.filter(({ reason }) => reason === 'INVALID_EVENT').length;
  const depths = await Promise.all(
    [outputs.RejectedEventsUrl, outputs.UnreadableEventsUrl, outputs.UndeliveredEventsUrl].map(
      async (url) => await depthOf(aws, url),
    ),
  );
  teller.check(check('rejected, unreadable and undelivered events', [rejected, 0, 0], depths));
}
