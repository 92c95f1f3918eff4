import { CONTROLS } from './controls';
import { runSchedules } from './run-schedules';
import type { SchedulesJob } from './run-schedules';

jest.setTimeout(120_000);

const job: SchedulesJob = { profile: 'harsh', firstSeed: 1, schedules: 600, stride: 1 };

describe('negative controls', () => {
  it.each(CONTROLS)('%s sends at least a fifth of all notifications twice', async (control) => {
    const { figures } = await runSchedules({ ...job, control });

    expect(figures.duplicates / figures.notifications).toBeGreaterThanOrEqual(0.2);
  });

  it.each(CONTROLS)('%s duplicates even when little goes wrong', async (control) => {
    const { figures } = await runSchedules({ ...job, profile: 'mild', control });

    expect(figures.duplicates).toBeGreaterThan(0);
  });
});
