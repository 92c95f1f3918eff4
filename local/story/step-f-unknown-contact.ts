import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { followNotification } from './follow-notification';
import { isAbout } from './outcome-event';
import type { Scene } from './scene';
import type { Teller } from './storyteller';

const OCCURRENCE = 'stranger-1';
const TEXT = 'Do we know each other?';

/** A contact that no event has ever named is not written to, and Genesys is not even asked. */
export async function contactIsUnknown(scene: Scene, teller: Teller): Promise<void> {
  const { stage, suffix } = scene;
  const detail = { occurrence: OCCURRENCE, contactId: `never-seen${suffix}`, text: TEXT };
  teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(detail)}`);
  await followNotification(scene, teller, {
    label: 'f1 an unknown contact',
    stage,
    promised: { outcome: 'REJECTED', reason: 'UNKNOWN_CONTACT', genesysCalls: 0 },
    request: async () => {
      await stage.application.publish(NOTIFICATION_REQUESTED, detail);
      return isAbout(OCCURRENCE);
    },
  });
}
