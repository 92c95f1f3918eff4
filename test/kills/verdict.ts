import type { PlayedNotification } from './play-notification';
import type { Scenario } from './scenarios';
import type { WorkerRun } from './worker-process';

/** A worker died after it may have turned its claim into SENDING: from then on nobody knows whether the message is out. */
export function diedInDoubt({ killed, labels }: WorkerRun): boolean {
  return killed && labels.includes('ledger.writeAhead before');
}

/** Every guarantee that a notification broke, in words. */
export function violationsOf(scenario: Scenario, played: PlayedNotification): string[] {
  return [
    ...brokenRuns(played),
    ...brokenTruth(scenario, played),
    ...brokenOutcome(scenario, played),
  ];
}

function brokenRuns({ runs, slot }: PlayedNotification): string[] {
  return [
    ...runs.flatMap(({ complaint }) =>
      complaint === undefined ? [] : `a worker ended: ${complaint}`,
    ),
    ...runs.flatMap(({ end }) => end?.thrown.map((each) => `a step threw: ${each}`) ?? []),
    ...(slot === 'free' ? [] : [`the slot is still ${slot}`]),
  ];
}

function brokenTruth(
  { isReadable }: Scenario,
  { received, conclusion }: PlayedNotification,
): string[] {
  if (conclusion === undefined) return ['never concluded'];
  const { outcome, reason } = conclusion;
  const isParked = outcome === 'PARKED';
  const broken: readonly (readonly [boolean, string])[] = [
    [received > 1, `received ${received} times`],
    [outcome === 'SENT' && received === 0, 'SENT and not received'],
    [outcome === 'REJECTED' && received > 0, 'REJECTED and received'],
    [isParked && reason !== 'ANSWER_LOST', `PARKED with ${reason}`],
    [isParked && isReadable && received > 0, 'PARKED although the conversation shows it'],
  ];
  return broken.flatMap(([isBroken, what]) => (isBroken ? what : []));
}

function brokenOutcome({ expected }: Scenario, { conclusion, runs }: PlayedNotification): string[] {
  const outcome = conclusion?.outcome;
  if (outcome === undefined || outcome === expected) return [];
  if (outcome === 'PARKED' && runs.some(diedInDoubt)) return [];
  return [`${outcome} where no answer was lost, expected ${expected}`];
}
