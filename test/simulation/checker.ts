import type { Outcome } from '../../lambda/contract/outcomes';
import { MAX_ATTEMPTS, MAX_CONFLICTS } from '../../lambda/domain/notification';
import { noFindings } from './findings';
import type { Findings } from './findings';
import type { NotificationRow } from './notification-row';
import { numberInText } from './request-event';
import type { Simulation } from './simulation';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Compares the ledger with what the customer has and with what the world was told. */
export function check(simulation: Simulation): Findings {
  const { scenario } = simulation.circumstances;
  const findings = noFindings();
  scenario.notifications.forEach(({ occurrence }, index) => {
    const copies = copiesOf(simulation, index + 1);
    if (copies > 1) findings.duplicates += 1;
    findings.notifications += 1;
    const row = simulation.rowOf(occurrence);
    // A control keeps no rows; and an event that could not be taken in is kept in a queue, aloud.
    if (row === undefined) findings.sent += Math.min(copies, 1);
    else judge(findings, simulation, row, copies);
  });
  findings.consentBreaks = simulation.consentBreaks;
  return findings;
}

function judge(
  findings: Mutable<Findings>,
  simulation: Simulation,
  row: NotificationRow,
  copies: number,
): void {
  const { conclusion } = row;
  if (conclusion === undefined || isCircling(row)) findings.stuck += 1;
  if (conclusion === undefined) return;
  const { outcome } = conclusion;
  if (!isTold(simulation, row)) {
    // The one who asked learns nothing; that nobody wakes up is worse.
    findings[MUST_BE_HEARD.has(outcome) ? 'silentLosses' : 'untold'] += 1;
  }
  compare(findings, outcome, copies > 0);
}

/** What the ledger says, against what the customer has. */
function compare(findings: Mutable<Findings>, outcome: Outcome, hasArrived: boolean): void {
  if (outcome === 'SENT') {
    findings.sent += 1;
    if (!hasArrived) findings.falseSent += 1;
  } else if (outcome === 'PARKED') {
    findings.parked += 1;
    if (hasArrived) findings.parkedDelivered += 1;
  } else if (hasArrived) findings.misrecorded += 1;
}

const MUST_BE_HEARD: ReadonlySet<Outcome> = new Set(['EXPIRED', 'REJECTED', 'PARKED']);

/** A poison row has to end after so many attempts, and so many conflicts. */
const isCircling = ({ attempts, conflicts }: NotificationRow): boolean =>
  attempts > 3 * MAX_ATTEMPTS || conflicts > 3 * MAX_CONFLICTS;

const isTold = ({ published }: Simulation, { notificationKey }: NotificationRow): boolean =>
  published.some(
    (told) => told.notificationKey === notificationKey && told.reason !== 'BODY_MISMATCH',
  );

const copiesOf = (simulation: Simulation, number: number): number =>
  simulation.genesys.delivered.filter(({ text }) => numberInText(text) === number).length;
