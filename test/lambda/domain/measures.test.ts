import { REASONS } from '../../../lambda/contract/outcomes';
import { outcomeMeasures, sweepMeasures } from '../../../lambda/domain/measures';
import { outcomeOf } from '../../../lambda/domain/reasons';

const namesOf = (measures: ReturnType<typeof outcomeMeasures>) =>
  measures.map(({ metric }) => metric);

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
