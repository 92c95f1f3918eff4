import Table from 'cli-table3';
import { isKept, type StoryReport } from './story-report';

/** Enough of a key or an id to tell it from the others. */
const SHOWN_LETTERS = 8;
const SECOND = 1_000;

/** What the story closes with: how each notification ended, and what the customers have. */
export function closingText(report: StoryReport): string {
  const { deployedMs, firstDeliveryMs, totalMs } = report.timings;
  const times = `deployed after ${seconds(deployedMs)}, first message delivered after ${seconds(firstDeliveryMs)}, all told after ${seconds(totalMs)}`;
  return [
    '',
    notificationTable(report),
    '',
    ...transcriptLines(report),
    times,
    isKept(report) ? 'Every promise was kept.' : 'NOT every promise was kept: see the steps above.',
  ].join('\n');
}

function notificationTable({ notifications }: StoryReport): string {
  const table = new Table({
    head: ['notification', 'outcome', 'reason', 'conversation', 'calls', 'time'],
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const one of notifications) {
    table.push([
      `${one.label} (${one.notificationKey?.slice(0, SHOWN_LETTERS) ?? 'no key'})`,
      one.outcome,
      one.reason,
      one.conversationId?.slice(0, SHOWN_LETTERS) ?? '-',
      one.genesysCalls,
      seconds(one.tookMs),
    ]);
  }
  return table.toString();
}

function transcriptLines({ transcripts }: StoryReport): string[] {
  return Object.entries(transcripts).flatMap(([conversationId, lines]) => [
    `Conversation ${conversationId}, as Genesys recorded it:`,
    ...lines.map(
      ({ direction, text, time }) =>
        `  ${time}  ${direction === 'inbound' ? 'customer' : 'to the customer'}: ${text}`,
    ),
    '',
  ]);
}

function seconds(ms: number | null): string {
  return ms === null ? 'never' : `${(ms / SECOND).toFixed(1)} s`;
}
