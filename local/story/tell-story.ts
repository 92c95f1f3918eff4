import { CHAPTERS } from './chapters';
import type { DeployedStage } from './deployed-stage';
import type { Scene } from './scene';
import { customerComesAndGoes } from './step-a-session';
import { applicationReportsConflict } from './step-b-conflict';
import { scheduleDelivers } from './step-c-schedule';
import { conversationEnds } from './step-d-new-session';
import { requestRepeats } from './step-e-repeats';
import { scopeIsHidden } from './step-f-hidden-scope';
import { requestIsMalformed } from './step-f-malformed-request';
import { permissionIsMissing } from './step-f-missing-permission';
import { contactIsUnknown } from './step-f-unknown-contact';
import { booksAgree } from './step-z-truth';
import { given, type Storyteller } from './storyteller';
import type { Transcripts } from './story-report';

/** Tells steps a to f. A step that breaks off takes with it only those that need what it should have brought. */
export async function tellStory(
  scene: Scene,
  storyteller: Storyteller,
  deployThreadStage: () => Promise<DeployedStage>,
): Promise<Transcripts> {
  const { attempt } = storyteller;
  const first = await attempt(CHAPTERS.a, async (teller) => customerComesAndGoes(scene, teller));
  await attempt(CHAPTERS.b, async (teller) =>
    applicationReportsConflict(scene, given(first, 'a'), teller),
  );
  // Not earlier, because two cores have enough to do until the first message is there.
  const deploying = deployThreadStage();
  // Whether it failed is for step f4 to say.
  deploying.catch(() => undefined);

  await attempt(CHAPTERS.c, async (teller) => scheduleDelivers(scene, given(first, 'a'), teller));
  const second = await attempt(CHAPTERS.d, async (teller) =>
    conversationEnds(scene, given(first, 'a'), teller),
  );
  await attempt(CHAPTERS.e, async (teller) => requestRepeats(scene, given(second, 'd'), teller));
  await attempt(CHAPTERS.f1, async (teller) => contactIsUnknown(scene, teller));
  await attempt(CHAPTERS.f2, async (teller) => requestIsMalformed(scene, teller));
  await attempt(CHAPTERS.f3, async (teller) => {
    given(second, 'd');
    await permissionIsMissing(scene, teller);
  });
  const threadStage = await attempt(CHAPTERS.f4, async (teller) => {
    const stage = await deploying;
    await scopeIsHidden(scene, stage, teller);
    return stage;
  });
  const stages = threadStage === undefined ? [scene.stage] : [scene.stage, threadStage];
  const books = await attempt(CHAPTERS.truth, async (teller) => booksAgree(scene, stages, teller));
  return books ?? {};
}
