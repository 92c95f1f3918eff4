import { setTimeout as sleep } from 'node:timers/promises';
import { profiles } from './profiles';
import { runSchedule } from './run-schedule';
import type { Subject } from './subject';

const options = { seed: 1, profile: profiles.mild, doubt: 'park' } as const;

describe('an await that no label stands for', () => {
  it('fails the run and names the label before it', async () => {
    const subject: Subject = {
      name: 'waits in real time',
      step: (name, { aws }) =>
        name === 'Preflight conversation'
          ? async () => {
              await aws.fetchNotification('anything');
              await sleep(1);
              return { kind: 'nothing' };
            }
          : undefined,
    };

    await expect(runSchedule({ ...options, subject })).rejects.toThrow(
      'an unlabelled await stopped the run after Preflight conversation/fetchNotification#1',
    );
  });
});
