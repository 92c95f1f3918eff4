import Table from 'cli-table3';
import { FIGURES } from './findings';
import type { Failure, Tally } from './tally';
import type { Shrunk } from './shrink';

const MEANINGS = {
  duplicates: 'received the same notification again',
  falseSent: 'recorded as sent, and nothing arrived',
  silentLosses: 'ended without arriving, and nobody was told',
  stuck: 'never ended, or holds its recipient for ever',
  consentBreaks: 'written ahead after the contact had opted out',
  misrecorded: 'arrived, and recorded as something else',
  untold: 'sent or suppressed, and nobody was told',
  sent: 'recorded as sent',
  parked: 'left to a person',
  parkedDelivered: 'of these, arrived after all',
  notifications: 'notifications in all',
} as const;

/** The summary of a run, for a terminal. */
export function summaryTable({ figures }: Tally): string {
  const table = new Table({
    head: ['figure', 'count', 'share', 'meaning'],
    colAligns: ['left', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  for (const figure of FIGURES) {
    const count = figures[figure];
    const share = ((100 * count) / Math.max(figures.notifications, 1)).toFixed(2);
    table.push([figure, count.toLocaleString('en'), `${share} %`, MEANINGS[figure]]);
  }
  return table.toString();
}

/** A failure as the shortest story that still fails. */
export function failureStory({ seed, doubt, broken }: Failure, shrunk: Shrunk): string {
  return [
    `seed ${seed}, policy ${doubt}: ${broken.join(', ')}`,
    `${shrunk.drawn} faults drawn, ${shrunk.kept.length} needed`,
    ...shrunk.lines.map((line) => `  ${line}`),
  ].join('\n');
}
