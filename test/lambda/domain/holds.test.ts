import { HOLD_REASONS } from '../../../lambda/contract/holds';
import type { Hold, PatientReason } from '../../../lambda/domain/holds';
import { looksSoFar, nextLookMs, wakeOn } from '../../../lambda/domain/holds';
import { NOON_MS } from '../../support/fixed-clock';

const aHold = (reason: Hold['reason'], looks?: number): Hold => ({
  reason,
  untilMs: NOON_MS,
  looks,
});

describe('a wait for the customer', () => {
  it.each<[PatientReason, number[]]>([
    ['WAITING_FOR_CLOSE', [1, 2, 5, 15, 30, 30]],
    ['AGENT_PRESENT', [1, 2, 5, 15, 30, 30]],
    ['WAITING_FOR_RETURN', [2, 30, 360, 1440, 1440, 1440]],
  ])('%s is looked at after %p minutes', (reason, expected) => {
    const befores = [undefined, ...[undefined, 1, 2, 3, 4].map((looks) => aHold(reason, looks))];

    expect(befores.map((before) => nextLookMs(reason, before) / 60_000)).toEqual(expected);
  });

  it('begins anew after a wait for something else', () => {
    const before = aHold('PAUSED', 9);

    expect(looksSoFar('AGENT_PRESENT', before)).toBe(0);
    expect(nextLookMs('AGENT_PRESENT', before)).toBe(60_000);
  });
});

it('is woken by the event that may end the wait, where there is one', () => {
  expect(HOLD_REASONS.map((reason) => [reason, wakeOn(reason)])).toEqual([
    ['PAUSED', undefined],
    ['NOT_YET', undefined],
    ['QUIET_HOURS', undefined],
    ['CAP_REACHED', undefined],
    ['WAITING_FOR_CLOSE', 'end'],
    ['WAITING_FOR_RETURN', 'start'],
    ['AGENT_PRESENT', 'end'],
    ['API_BUDGET', undefined],
    ['CONDITION_UNANSWERED', undefined],
  ]);
});
