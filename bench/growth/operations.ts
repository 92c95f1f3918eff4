import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createDueNotifications } from '../../lambda/adapters/dynamodb-due-notifications';
import { createStaleSessions } from '../../lambda/adapters/dynamodb-stale-sessions';
import { createWaitingNotifications } from '../../lambda/adapters/dynamodb-waiting-notifications';
import { notificationItemKey } from '../../lambda/adapters/ledger-items';
import { sweep } from '../../lambda/steps/sweep';
import { createCallBook } from '../counted/call-book';
import { createCustomers } from '../counted/customers';
import { deliver } from '../counted/deliver';
import type { Genesys } from '../counted/genesys';
import { openStage, openTable } from '../counted/stage';
import { createVirtualClock } from '../counted/virtual-clock';
import { unitsOf } from '../database/database';
import type { FillableStore } from './fillable-store';
import { dueCopy, ofSomebodyElse, sessionCopy } from './rows';

/** What one operation took. */
export interface Taken {
  readonly operation: string;
  readonly calls: number;
  readonly rowsRead: number;
  readonly reads: number;
  readonly writes: number;
}

export interface GrownPlaces {
  readonly store: FillableStore;
  readonly genesys: Genesys;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How many are due in the sweep that is compared over sizes. */
export const DUE = 10;

/** Opens a store with one real notification of each kind in it, from which it can be filled. */
export async function openGrown(places: GrownPlaces, name: string) {
  const { store, genesys } = places;
  const clock = createVirtualClock(Date.now());
  const book = createCallBook();
  const stage = openStage({ ...places, clock, book });
  const customers = createCustomers(stage, genesys, name);
  const ledgerTable = openTable({ ...places, clock, book }, 'ledger');

  const later = async (): Promise<void> => {
    clock.pass(MINUTE_MS);
    await genesys.advance(MINUTE_MS);
  };
  const send = async (fields: object = {}) => {
    const request = await customers.request(true);
    await later();
    return () => deliver(stage, book, { ...request, ...fields });
  };
  const count = async (operation: string, work: () => Promise<unknown>): Promise<Taken> => {
    const before = book.calls.length;
    await book.inState(operation, async () => work());
    const { calls, rowsRead, reads, writes } = unitsOf({
      times: 1,
      calls: book.calls.slice(before),
    });
    return { operation, calls, rowsRead, reads, writes };
  };

  // The first one teaches the slot dispenser the limit, which is one write more.
  await (
    await send()
  )();
  const sent = await (await send())();
  const inAMonth = () => ({ notBefore: new Date(clock.nowMs() + 30 * DAY_MS).toISOString() });
  const held = await (await send(inAMonth()))();
  if (sent.output.kind !== 'concluded' || held.output.kind !== 'held') {
    throw new Error('the rows to copy were not made');
  }
  const { notificationKey, conversationId = '' } = sent.output.conclusion;
  const concludedRow = await store.read('ledger', notificationItemKey(notificationKey));
  const heldKey = notificationItemKey(held.output.held.notificationKey);
  const heldRow = await store.read('ledger', heldKey);
  const sessionRow = await store.read('sessions', { conversationId: { S: conversationId } });

  const sweepOnce = sweep({
    due: createDueNotifications(ledgerTable),
    workflow: { startAttempt: async () => undefined },
    budget: createDynamoDbApiBudget({
      table: ledgerTable,
      client: genesys.clientId,
      startPerMinute: 300,
      clock,
    }),
    clock,
    sleep: clock.sleep,
  });

  return {
    /** So many sessions, concluded notifications, and scheduled ones that are not due for a month. */
    fill: async (size: number): Promise<void> => {
      const dueAtMs = clock.nowMs() + 30 * DAY_MS;
      await store.fill('sessions', size, (number) =>
        sessionCopy(sessionRow, number, dueAtMs + number),
      );
      await store.fill('ledger', size, (number) =>
        ofSomebodyElse(concludedRow, `NOTIF#concluded-${number}`),
      );
      await store.fill('ledger', size, (number) =>
        dueCopy(heldRow, `NOTIF#scheduled-${number}`, dueAtMs + number),
      );
    },
    /** What a sweep takes when so many are due. */
    sweepWith: async (due: number): Promise<Taken> => {
      const nowMs = clock.nowMs();
      await store.fill('ledger', due, (number) =>
        dueCopy(heldRow, `NOTIF#due-${due}-${number}`, nowMs - 1 - number),
      );
      return count(`sweep, ${due} due`, sweepOnce);
    },
    /** Every other operation, once. */
    operate: async (): Promise<Taken[]> => {
      const notification = await send();
      const scheduled = await send(inAMonth());
      const atMs = clock.nowMs();
      return [
        await count('send a notification', notification),
        await count('schedule a notification', scheduled),
        await count('a contact agrees', () =>
          stage.recipients.changePreference({
            recipientRef: 'recipient-of-growth',
            consent: 'optedIn',
            atMs,
          }),
        ),
        await count('keep a session', () =>
          stage.registry.keep({
            key: 'conversation-of-growth',
            startedAtMs: atMs,
            presence: { kind: 'live', atMs },
            contact: { value: 'contact-of-growth', atMs },
          }),
        ),
        await count('who waits for a contact?', () =>
          createWaitingNotifications(ledgerTable).findWaiting('recipient-of-growth', 'start', 50),
        ),
        await count('which sessions are silent?', () =>
          createStaleSessions(openTable({ ...places, clock, book }, 'sessions')).findStale(
            atMs,
            50,
          ),
        ),
      ];
    },
  };
}
