import { HOLD_REASONS } from '../../../lambda/contract/holds';
import { REASONS } from '../../../lambda/contract/outcomes';
import {
  NEWEST_EVENT_AGE_METRIC,
  UNREADABLE_EVENTS_METRIC,
} from '../../../lambda/contract/metrics';
import {
  outcomeMeasures,
  staleSessionMeasures,
  sweepMeasures,
} from '../../../lambda/domain/measures';
import { outcomeOf } from '../../../lambda/domain/reasons';

const namesOf = (measures: ReturnType<typeof outcomeMeasures>) =>
  measures.map(({ metric }) => metric);

/** What CloudWatch keeps apart, and sends a bill for. */
const seriesOf = (
  measures: ReturnType<typeof outcomeMeasures>,
  fields: { outcome?: string; reason?: string },
): string[] =>
  measures.flatMap(({ metric, by = [[]] }) =>
    by.map((names) => [metric, ...names.map((name) => `${name}=${fields[name]}`)].join(' ')),
  );

describe('outcomeMeasures', () => {
  it.each(['SENT', 'SUPPRESSED', 'EXPIRED'] as const)('counts %s by outcome alone', (outcome) => {
    expect(outcomeMeasures({ outcome, reason: 'CANCELLED' })).toEqual([
      { metric: 'Notifications', value: 1, by: [['outcome']] },
    ]);
  });

  it.each(['HELD', 'REJECTED', 'PARKED'] as const)(
    'counts %s by its reason as well, because somebody may have to act on it',
    (outcome) => {
      expect(outcomeMeasures({ outcome, reason: 'UNKNOWN_CONTACT' })).toEqual([
        { metric: 'Notifications', value: 1, by: [['outcome'], ['reason']] },
      ]);
    },
  );

  it('measures the time to an outcome where there is one', () => {
    expect(outcomeMeasures({ outcome: 'SENT', secondsToOutcome: 3 })).toContainEqual({
      metric: 'SecondsToOutcome',
      value: 3,
      unit: 'Seconds',
      by: [['outcome']],
    });
  });

  it.each(['SENT', 'SUPPRESSED'] as const)(
    'counts %s once, however often it is told',
    (outcome) => {
      expect(outcomeMeasures({ outcome, isRepeat: true })).toEqual([]);
    },
  );

  it.each(['PARKED', 'REJECTED', 'EXPIRED'] as const)(
    'counts %s at every telling, because the first may have died before it was counted',
    (outcome) => {
      expect(namesOf(outcomeMeasures({ outcome, isRepeat: true }))).toEqual(['Notifications']);
    },
  );

  it('counts what only more rights at Genesys can mend', () => {
    const reasons = REASONS.filter((reason) =>
      namesOf(outcomeMeasures({ outcome: outcomeOf(reason), reason })).includes('MissingRights'),
    );

    expect(reasons).toEqual([
      'CREDENTIALS_REFUSED',
      'CREDENTIALS_UNREADABLE',
      'MISSING_PERMISSION',
      'MISSING_DIVISION',
    ]);
  });

  it('counts nothing of a step that ended nothing', () => {
    expect(outcomeMeasures({})).toEqual([]);
  });
});

describe('all metrics together', () => {
  it('are 48 at most, because each combination of dimensions is paid for', () => {
    const ended = REASONS.map((reason) => ({ outcome: outcomeOf(reason), reason }));
    const waiting = HOLD_REASONS.map((reason) => ({ outcome: 'HELD' as const, reason }));
    const series = [
      ...[...ended, ...waiting].flatMap((told) => seriesOf(outcomeMeasures(told), told)),
      ...ended.flatMap((told) => seriesOf(outcomeMeasures({ ...told, secondsToOutcome: 0 }), told)),
      ...seriesOf(sweepMeasures({ due: 0, oldestDueSeconds: 0, budgetUsedPercent: 0 }), {}),
      ...seriesOf(staleSessionMeasures({ due: 0 }), {}),
      // The two of a batch of events.
      NEWEST_EVENT_AGE_METRIC,
      UNREADABLE_EVENTS_METRIC,
    ];

    expect(new Set(series).size).toBe(48);
  });
});

describe('sweepMeasures', () => {
  it('beats, and says how things stand', () => {
    expect(sweepMeasures({ due: 2, oldestDueSeconds: 61, budgetUsedPercent: 40 })).toEqual([
      { metric: 'Sweeps', value: 1 },
      { metric: 'DueNotifications', value: 2 },
      { metric: 'OldestDueSeconds', value: 61, unit: 'Seconds' },
      { metric: 'ApiBudgetUsedPercent', value: 40, unit: 'Percent' },
    ]);
  });

  it('says nothing of the budget at the first look of an environment', () => {
    expect(namesOf(sweepMeasures({ due: 0, oldestDueSeconds: 0 }))).toEqual([
      'Sweeps',
      'DueNotifications',
      'OldestDueSeconds',
    ]);
  });
});
