import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { WakeOn } from '../domain/holds';
import type { Clock, Identity, WorkflowStarter } from '../domain/ports';
import type { ReturnListener, LeaveListener, WaitingNotifications } from '../domain/ports-waking';
import { recipientRefOf } from './store-request';

export interface WakeDeps {
  readonly waiting: WaitingNotifications;
  readonly workflow: WorkflowStarter;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly clock: Clock;
}

/** One event wakes at most so many; what is left over is found by its next look. */
const MAX_WOKEN = 20;

/**
 * Starts what waits for a contact to come or go. One query says for most contacts that nothing does; what does is
 * woken once, however often the event arrives.
 */
export function wakeWaiting(deps: WakeDeps): ReturnListener & LeaveListener {
  const wake = async (contactId: string, on: WakeOn): Promise<void> => {
    const recipientRef = await recipientRefOf(deps.identity, contactId);
    for (const notificationKey of await deps.waiting.findWaiting(recipientRef, on, MAX_WOKEN)) {
      // Woken first: should the start fail, the row is due soon, and an event that comes again starts nothing twice.
      if (await deps.waiting.wake(notificationKey, on, deps.clock.nowMs() + NEXT_LOOK_MS)) {
        await deps.workflow.startAttempt(notificationKey);
      }
    }
  };
  return {
    contactReturned: (contactId) => wake(contactId, 'start'),
    contactLeft: (contactId) => wake(contactId, 'end'),
  };
}
