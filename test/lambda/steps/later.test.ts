import { tryLater } from '../../../lambda/steps/conclude';
import type { WaitingNotification } from '../../../lambda/domain/notification';
import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import { aConclusion, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { noteTimes, sendStage } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const fetch = async ({ ledger }: SendStage): Promise<WaitingNotification> => {
  const notification = await ledger.fetchNotification(KEY);
  if (notification?.kind !== 'waiting') throw new Error('the notification is not waiting');
  return notification;
};

describe('tryLater', () => {
  it.each([
    [1, 0, 1],
    [2, 0, 2],
    [3, 0, 4],
    [4, 0, 8],
    [5, 0, 16],
    [1, 7, 7],
    [4, 7, 8],
    [1, 30, 30],
  ])('after attempt %i, asked to wait %i s, waits %i s', async (attempt, asked, waitSeconds) => {
    const stage = await sendStage();
    await noteTimes(stage, 'attempt', attempt - 1);

    const delay = { waitSeconds: asked, decisions: [] };
    const output = await tryLater(stage.deps, await fetch(stage), delay);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds });
  });

  it('keeps a wait of half a minute in the workflow, and has the sweeper look when that is over', async () => {
    const stage = await sendStage();

    await tryLater(stage.deps, await fetch(stage), { waitSeconds: 30, decisions: [] });

    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it.each([31, 180])('leaves a wait of %i s to the sweeper, and counts it', async (waitSeconds) => {
    const stage = await sendStage();

    const output = await tryLater(stage.deps, await fetch(stage), { waitSeconds, decisions: [] });

    expect(output).toEqual({ kind: 'nothing' });
    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS + waitSeconds * 1000);
    expect(await fetch(stage)).toMatchObject({ attempts: 1 });
  });

  it('parks a notification whose last attempt failed', async () => {
    const stage = await sendStage();
    await noteTimes(stage, 'attempt', 5);

    const output = await tryLater(stage.deps, await fetch(stage), {
      waitSeconds: 1,
      decisions: [],
    });

    expect(output).toMatchObject({
      detailType: 'NotificationParked',
      mustBeHeard: true,
      conclusion: { outcome: 'PARKED', reason: 'ATTEMPTS_EXHAUSTED' },
    });
  });

  it('keeps what was decided in the record', async () => {
    const stage = await sendStage();
    const decision = { at: '2026-09-20T12:00:00.000Z', step: 'Post message', decision: 'busy' };

    await tryLater(stage.deps, await fetch(stage), { waitSeconds: 1, decisions: [decision] });

    expect(await fetch(stage)).toMatchObject({ attempts: 1, decisions: [decision] });
  });

  it('does nothing when somebody concluded meanwhile', async () => {
    const stage = await sendStage();
    const before = await fetch(stage);
    await stage.ledger.conclude(aConclusion(), []);

    const output = await tryLater(stage.deps, before, { waitSeconds: 1, decisions: [] });

    expect(output).toEqual({ kind: 'nothing' });
  });
});
