import * as v from 'valibot';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { rejectedEventIds } from './failure-queues';
import { followNotification } from './follow-notification';
import { check } from './promise-check';
import type { Scene } from './scene';
import type { Teller } from './storyteller';
import { waitFor } from './wait-for';

const MALFORMED = { version: '9', contactId: 4711, text: '' };
const PROBLEMS = [
  'UNKNOWN_VERSION detail.version',
  'FIELD_MISSING detail.occurrence',
  'WRONG_TYPE detail.contactId',
  'TEXT_EMPTY detail.text',
];

const eventIdSchema = v.object({ eventId: v.string() });

/** A request that cannot be read is refused with every problem by code and path, and the original is kept. */
export async function requestIsMalformed(scene: Scene, teller: Teller): Promise<void> {
  const { stage } = scene;
  teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(MALFORMED)}`);
  let eventId = '';
  const ending = await followNotification(scene, teller, {
    label: 'f2 a malformed request',
    stage,
    promised: { outcome: 'REJECTED', reason: 'INVALID_EVENT', genesysCalls: 0 },
    request: async () => {
      eventId = await stage.application.publish(NOTIFICATION_REQUESTED, MALFORMED);
      return ({ detail }) => {
        const parsed = v.safeParse(eventIdSchema, detail);
        return parsed.success && parsed.output.eventId === eventId;
      };
    },
  });

  const problems = ending.problems.map(({ code, path }) => `${code} ${path}`);
  teller.decided(`problems: ${problems.join(', ')}`);
  teller.check(check('problems', PROBLEMS.toSorted(), problems.toSorted()));
  await waitFor('the original in the queue of the rejected', async () => {
    const kept = await rejectedEventIds(stage.aws, stage.outputs);
    return kept.includes(eventId) ? true : undefined;
  });
  teller.note(`event ${eventId} is kept in the queue of rejected events`);
}
