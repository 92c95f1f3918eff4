import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { followNotification } from './follow-notification';
import { isAbout } from './outcome-event';
import { check, checkThat } from './promise-check';
import type { KnownConversation, Scene } from './scene';
import type { Teller } from './storyteller';

const OCCURRENCE = 'parcel-4711-arrives';
const TEXT = 'Your parcel arrives between 2 and 4 pm.';
const AHEAD_MS = 2_000;
/** AWS is exact to the minute, an emulator to some seconds. */
const WITHIN_MS = { aws: 90_000, emulator: 20_000 };

/** A schedule speaks as well as an application does: it puts a request on the bus when its time has come. */
export async function scheduleDelivers(
  scene: Scene,
  { conversationId }: KnownConversation,
  teller: Teller,
): Promise<void> {
  const { stage, payload } = scene;
  // Schedules are set to the second.
  const due = new Date(Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000);
  const withinMs = WITHIN_MS[scene.isAws ? 'aws' : 'emulator'];
  const ending = await followNotification(scene, teller, {
    label: 'c  a scheduled message',
    stage,
    text: TEXT,
    requestedAtMs: due.getTime(),
    withinMs,
    promised: { outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING', genesysCalls: 2 },
    request: async () => {
      const detail = { occurrence: OCCURRENCE, contactId: payload.contactId, text: TEXT };
      await stage.application.schedule(due, NOTIFICATION_REQUESTED, detail);
      teller.sent(`the application: a schedule for ${due.toISOString()}, to be deleted afterwards`);
      const event = await stage.inbox.waitFor(
        'the scheduled request on the bus',
        (one) => one['detail-type'] === NOTIFICATION_REQUESTED && isAbout(OCCURRENCE)(one),
        withinMs,
      );
      teller.received(`${NOTIFICATION_REQUESTED} ${OCCURRENCE} from ${event.source}, by schedule`);
      return isAbout(OCCURRENCE);
    },
  });

  teller.check(check('the existing conversation', conversationId, ending.conversationId));
  const deliveredAtMs = ending.endedAtMs ?? 0;
  const delivered = new Date(deliveredAtMs).toISOString();
  const isOnTime = deliveredAtMs >= due.getTime();
  teller.check(
    checkThat('delivered when due', isOnTime, `not before ${due.toISOString()}`, delivered),
  );
}
