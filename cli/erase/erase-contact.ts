import * as v from 'valibot';
import { NOTIFICATION_CANCELLED } from '../../lambda/contract/change-events';
import type { Notification } from '../../lambda/domain/notification';
import type { Desk } from '../desk/desk';
import type { Progress } from '../progress';
import { EVERY, ONCE } from '../schedule/schedules';
import { waitForEnd } from '../wait-for-end';

/** What an erasure came to. Nothing in it says who the contact was, apart from the hash the ledger keeps. */
export interface EraseReceipt {
  readonly version: '1';
  readonly erasedAt: string;
  /** Keyed hashes of the contact and of those that were merged into it. */
  readonly recipientRefs: readonly string[];
  readonly counts: {
    readonly notifications: number;
    /** Of these, waiting when the erasure began. */
    readonly cancelled: number;
    readonly sessions: number;
    readonly schedules: number;
  };
  /** Keys of notifications that are still being sent or settled: erase again when they have ended. */
  readonly stillUnderWay: readonly string[];
  readonly isComplete: boolean;
  /** Where a copy may be that nobody can look through. */
  readonly notErased: readonly string[];
}

const NOT_ERASED = [
  'events of this contact in the queues of failures (up to 14 days)',
  'point-in-time backups of the tables (up to 35 days)',
  'the conversations at Genesys',
] as const;

/** As many as one contact can have within the time that outcomes are kept. */
const MAX_NOTIFICATIONS = 1_000;

interface Erased {
  readonly recipientRef: string;
  readonly notifications: number;
  readonly cancelled: number;
  readonly schedules: number;
  readonly stillUnderWay: readonly string[];
}

/**
 * Erases a contact: silence first, then what is under way, then everything that is kept. Each step can be repeated, so an erasure
 * that broke off is simply made again.
 */
export async function eraseContact(
  desk: Desk,
  contactId: string,
  progress: Pick<Progress, 'step'>,
): Promise<EraseReceipt> {
  const erased: Erased[] = [];
  // Whoever was merged into somebody is that person.
  const contacts = await desk.eraser.findContacts(await desk.sessions.survivorOf(contactId));
  for (const each of contacts) {
    // oxlint-disable-next-line no-await-in-loop
    erased.push(await eraseOne(desk, each, progress));
  }
  const sum = (count: (one: Erased) => number): number =>
    erased.reduce((total, one) => total + count(one), 0);
  const stillUnderWay = erased.flatMap((one) => one.stillUnderWay);
  const isComplete = stillUnderWay.length === 0;
  // Last: the registry knows who was merged into whom, and a second erasure has to find them again.
  const sessions = isComplete ? await forgetSessions(desk, contacts) : 0;
  return {
    version: '1',
    erasedAt: new Date(desk.nowMs()).toISOString(),
    recipientRefs: erased.map(({ recipientRef }) => recipientRef),
    counts: {
      notifications: sum(({ notifications }) => notifications),
      cancelled: sum(({ cancelled }) => cancelled),
      sessions,
      schedules: sum(({ schedules }) => schedules),
    },
    stillUnderWay,
    isComplete,
    notErased: NOT_ERASED,
  };
}

async function eraseOne(
  desk: Desk,
  contactId: string,
  progress: Pick<Progress, 'step'>,
): Promise<Erased> {
  const recipientRef = await desk.names.recipientRefOf(contactId);
  await desk.eraser.silence(recipientRef, desk.nowMs());
  const schedules = await removeSchedules(desk, contactId);
  const keys = await desk.archive.findByRecipient(recipientRef, MAX_NOTIFICATIONS);
  const rows = await Promise.all(keys.map((key) => desk.ledger.fetchNotification(key)));
  const waiting = rows.filter((row) => row?.kind === 'waiting');
  const stillUnderWay = await endAll(desk, waiting);
  for (const key of keys) {
    // oxlint-disable-next-line no-await-in-loop
    await desk.eraser.forgetNotification(key);
    progress.step();
  }
  return {
    recipientRef,
    notifications: keys.length,
    cancelled: waiting.length - stillUnderWay.length,
    schedules,
    stillUnderWay,
  };
}

async function forgetSessions(
  { eraser }: Pick<Desk, 'eraser'>,
  contacts: readonly string[],
): Promise<number> {
  const counts = await Promise.all(contacts.map((each) => eraser.forgetSessions(each)));
  return counts.reduce((total, count) => total + count, 0);
}

const isOver = (row: Notification): boolean => row.kind === 'concluded';

/** Takes back what waits, through the workflow: nobody else knows whether it is being sent at this moment. */
async function endAll(desk: Desk, waiting: readonly Notification[]): Promise<string[]> {
  const keys: string[] = [];
  for (const row of waiting) {
    if (row.kind !== 'waiting') continue;
    const { contactId, type, occurrence, notificationKey } = row.intent;
    // oxlint-disable-next-line no-await-in-loop
    await desk.publish(NOTIFICATION_CANCELLED, { version: '1', contactId, type, occurrence });
    keys.push(notificationKey);
  }
  const ends = await Promise.allSettled(keys.map((key) => waitForEnd(desk, key, isOver)));
  return keys.filter((_, index) => ends[index]?.status === 'rejected');
}

const inputSchema = v.pipe(v.string(), v.parseJson(), v.object({ contactId: v.string() }));

/** Schedules hold contact and text, those that fire once and the recurring ones. */
async function removeSchedules(
  { schedules }: Pick<Desk, 'schedules'>,
  contactId: string,
): Promise<number> {
  let removed = 0;
  for (const name of [...(await schedules.list(ONCE)), ...(await schedules.list(EVERY))]) {
    // One after the other: Scheduler allows few calls a second.
    // oxlint-disable-next-line no-await-in-loop
    const read = v.safeParse(inputSchema, (await schedules.fetch(name))?.input);
    if (!read.success || read.output.contactId !== contactId) continue;
    // oxlint-disable-next-line no-await-in-loop
    if ((await schedules.remove(name)) === 'removed') removed += 1;
  }
  return removed;
}
