import * as v from 'valibot';
import type { PlayedNotification } from './play-notification';
import { SCENARIOS } from './scenarios';
import { diedInDoubt, violationsOf } from './verdict';

/** The verdict reads a few fields; a test gives only those. */
const anyPlayed = v.custom<PlayedNotification>(() => true);

describe('the verdict', () => {
  const [scenario] = SCENARIOS;
  const conclusion = { outcome: 'SENT', reason: 'WEAK_MATCH' };
  const played = { runs: [], slot: 'free', received: 1, conclusion };
  const killed = { killed: true, labels: ['in Post message', 'ledger.writeAhead before'] };
  const judge = (fields: object): string[] => {
    const judged = { ...played, ...fields };
    return violationsOf(scenario!, v.parse(anyPlayed, judged));
  };

  it('finds nothing in a notification that ended well', () => {
    expect(judge({})).toEqual([]);
  });

  it.each([
    ['received 2 times', { received: 2 }],
    ['SENT and not received', { received: 0 }],
    ['never concluded', { conclusion: undefined }],
    ['the slot is still SENDING', { slot: 'SENDING' }],
    ['a worker ended: out of memory', { runs: [{ labels: [], complaint: 'out of memory' }] }],
    ['a step threw: x', { runs: [{ labels: [], end: { kind: 'nothing', thrown: ['x'] } }] }],
    ['REJECTED and received', { conclusion: { outcome: 'REJECTED', reason: 'USAGE_LIMIT' } }],
    [
      'PARKED where no answer was lost, expected SENT',
      { received: 0, conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST' } },
    ],
    [
      'PARKED although the conversation shows it',
      { runs: [killed], conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST' } },
    ],
    [
      'PARKED with ATTEMPTS_EXHAUSTED',
      { runs: [killed], conclusion: { outcome: 'PARKED', reason: 'ATTEMPTS_EXHAUSTED' } },
    ],
  ])('finds "%s"', (violation, fields) => {
    expect(judge(fields)).toContain(violation);
  });

  it('lets a worker die in doubt only after the write-ahead began', () => {
    expect(diedInDoubt(killed)).toBe(true);
    expect(diedInDoubt({ ...killed, killed: false })).toBe(false);
    expect(diedInDoubt({ killed: true, labels: ['ledger.claimSlot after'] })).toBe(false);
  });
});
