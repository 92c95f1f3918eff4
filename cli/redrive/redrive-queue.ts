import Table from 'cli-table3';
import * as v from 'valibot';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import type { CommandIo } from '../command-io';
import type { Desk, FailedEvent, QueueName } from '../desk/desk';
import { planRow } from '../plan/plan-request';
import type { PlanDeps } from '../plan/plan-request';
import { readRequests } from '../plan/read-requests';
import { problemText } from '../problem-text';

/** A message of a queue of failures, and whether publishing its event again can help. */
interface PlannedEvent {
  readonly detailType: string;
  readonly eventId: string;
  readonly would: string;
  readonly isWorthIt: boolean;
}

interface QueueFlags {
  readonly queue: QueueName;
  readonly limit: number;
  readonly yes?: true;
  readonly json?: true;
}

const eventSchema = v.object({
  id: v.optional(v.string(), ''),
  source: v.string(),
  'detail-type': v.string(),
  detail: v.record(v.string(), v.unknown()),
});
type FailedDetail = v.InferOutput<typeof eventSchema>;

/** The queue of rejected events holds the event beside its cause, the others as it came. */
const bodySchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.pipe(
      v.object({ event: eventSchema }),
      v.transform(({ event }) => event),
    ),
    eventSchema,
  ]),
);

/** Publishes kept events again, each only if the stack could use it now, and removes what was published. */
export async function redriveQueue(
  io: CommandIo,
  desk: Pick<Desk, 'queue' | 'openPlan' | 'publish'>,
  flags: QueueFlags,
): Promise<void> {
  const queue = desk.queue(flags.queue);
  const deps = await desk.openPlan();
  const planned: PlannedEvent[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const messages = (await queue.take()).slice(0, flags.limit - planned.length);
    if (messages.length === 0) break;
    for (const message of messages) {
      // oxlint-disable-next-line no-await-in-loop
      const { event, ...plan } = await planMessage(deps, message);
      planned.push(plan);
      if (flags.yes !== true || !plan.isWorthIt || event === undefined) continue;
      // Published first: removed and then lost is worse than published twice, which the ledger recognises.
      // oxlint-disable-next-line no-await-in-loop
      await desk.publish(event['detail-type'], event.detail, event.source);
      // oxlint-disable-next-line no-await-in-loop
      await queue.remove(message.handle);
    }
  }
  tell(io, planned, flags);
}

async function planMessage(
  deps: PlanDeps,
  { body }: FailedEvent,
): Promise<PlannedEvent & { readonly event?: FailedDetail }> {
  const read = v.safeParse(bodySchema, body);
  if (!read.success) {
    return left('?', '', 'nothing: this is no event');
  }
  const event = read.output;
  const { id: eventId, 'detail-type': detailType, source, detail } = event;
  if (source.startsWith('aws.')) {
    return left(detailType, eventId, 'nothing: only Genesys may publish it (docs/runbook.md)');
  }
  const again = { detailType, eventId, isWorthIt: true, event };
  if (detailType !== NOTIFICATION_REQUESTED) return { ...again, would: 'publish it again' };
  const problems = await problemsOf(deps, detail);
  return problems === ''
    ? { ...again, would: 'publish it again: it can be used now' }
    : left(detailType, eventId, `nothing: ${problems}`);
}

async function problemsOf(deps: PlanDeps, detail: object): Promise<string> {
  const forecasts = await Promise.all(
    readRequests(JSON.stringify(detail)).map(async (row) => (await planRow(deps, row)).forecast),
  );
  return forecasts
    .flatMap((each) => (each.kind === 'invalid' ? each.problems : []))
    .map(problemText)
    .join(', ');
}

const left = (detailType: string, eventId: string, would: string): PlannedEvent => ({
  detailType,
  eventId,
  would,
  isWorthIt: false,
});

function tell(io: CommandIo, planned: readonly PlannedEvent[], { yes, json }: QueueFlags): void {
  const wanted = planned.filter(({ isWorthIt }) => isWorthIt).length;
  if (json) io.write(`${JSON.stringify({ published: yes ? wanted : 0, planned })}\n`);
  else io.write(`${textOf(planned, wanted, yes === true)}\n`);
  io.exit(wanted === planned.length ? 0 : 1);
}

function textOf(planned: readonly PlannedEvent[], wanted: number, isDone: boolean): string {
  if (planned.length === 0) return 'the queue is empty';
  const table = new Table({
    head: ['event', 'id', 'a redrive would'],
    style: { head: [], border: [] },
  });
  for (const { detailType, eventId, would } of planned) table.push([detailType, eventId, would]);
  const last = isDone
    ? `${wanted} published again and removed, ${planned.length - wanted} left in the queue.`
    : `${wanted} of ${planned.length} would be published again. Nothing was written: add --yes to do it. The messages are back in the queue within a minute.`;
  return `${table.toString()}\n${last}`;
}
