import { Command } from 'commander';
import type { CommandIo } from '../command-io';
import { readContent, withContent } from '../request-options';
import type { ContentOptions } from '../request-options';
import { withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';
import { openAwsStack } from './aws-stack';
import type { StackOptions } from './aws-stack';
import type { Expression, TimeOptions } from './expression';
import { readExpression } from './expression';
import { cancel, create, list, reschedule } from './operate';
import type { Done, Stack, Subject } from './operate';
import { planSchedule } from './plan';
import { showDone, showList } from './show';

interface Options extends TimeOptions, ContentOptions, StackFlags {
  readonly contact?: string;
  readonly type: string;
  readonly occurrence?: string;
  readonly name?: string;
}

/** Opens the stack that keeps the schedules. */
export type OpenStack = (
  options: StackOptions,
  environment: CommandIo['environment'],
) => Promise<Stack>;

const EXAMPLES = `
Examples:
  npx proactive schedule create --stack ProactiveMessaging-prod --contact <externalContactId> \\
    --occurrence order-4711-reminder --at 2026-12-01T09:00 --zone Europe/Berlin --text-file reminder.txt
  npx proactive schedule create --stack ProactiveMessaging-prod --contact <externalContactId> \\
    --name weekly-news --cron "0 9 ? * MON *" --zone Europe/Berlin --text-file news.txt
  npx proactive schedule reschedule --contact <externalContactId> --occurrence order-4711-reminder --after 2h
  npx proactive schedule cancel --contact <externalContactId> --occurrence order-4711-reminder
  npx proactive schedule list --json

Without a stack: SCHEDULE_BUS_ARN, SCHEDULE_GROUP_NAME, SCHEDULE_ROLE_ARN and SCHEDULE_UNDELIVERED_EVENTS_ARN.
Exit codes: 0 done, 1 not done, 2 misunderstood (nothing was written).`;

/** `proactive schedule …`: messages at a time, once or again and again. */
export function scheduleCommand(io: CommandIo, openStack: OpenStack = openAwsStack): Command {
  const program = new Command('schedule')
    .description('schedules messages, once or again and again')
    .addHelpText('after', EXAMPLES);
  const tellDone = ({ json }: Options, done: Done): void => {
    io.write(json ? `${JSON.stringify(done)}\n` : `${showDone(done)}\n`);
    io.exit(done.result === 'different' || done.result === 'unknown' ? 1 : 0);
  };
  const open = ({ stack, endpoint, region }: Options) => {
    const named = stack ?? io.environment.PROACTIVE_STACK;
    return openStack(
      { stack: named, endpoint: endpoint ?? io.environment.AWS_ENDPOINT_URL, region },
      io.environment,
    );
  };

  withContent(withTime(withSubject(command(program, 'create', 'creates a schedule')))).action(
    async (options: Options) => {
      const expression = timeOf(options, io.nowMs());
      const planned = planSchedule(await requestOf(options, io), expression);
      if (planned.kind === 'unusable') throw new UsageError(planned.problem);
      tellDone(options, await create(await open(options), planned.schedule, expression));
    },
  );
  withTime(withSubject(command(program, 'reschedule', 'moves a schedule to another time'))).action(
    async (options: Options) => {
      const expression = timeOf(options, io.nowMs());
      const subject = subjectOf(options);
      if ((subject.kind === 'recurring') !== expression.isRecurring) {
        throw new UsageError(
          '--rate and --cron go with --name, --at and --after with --occurrence',
        );
      }
      tellDone(options, await reschedule(await open(options), subject, expression));
    },
  );
  withSubject(command(program, 'cancel', 'cancels a schedule and what it has requested')).action(
    async (options: Options) => {
      tellDone(options, await cancel(await open(options), subjectOf(options)));
    },
  );
  command(program, 'list', 'lists schedules, without contacts and texts').action(
    async (options: Options) => {
      const found = await list(await open(options));
      io.write(showList(found, { isJson: options.json === true, nowMs: io.nowMs() }));
    },
  );
  return program;
}

const command = (program: Command, name: string, description: string): Command =>
  withStackFlags(program.command(name).description(description));

const withSubject = (one: Command): Command =>
  one
    .option('--contact <id>', 'Genesys externalContactId')
    .option('--type <type>', 'kind of notification', 'default')
    .option('--occurrence <id>', 'of a single message: the business fact it is about')
    .option('--name <name>', 'of a recurring message: its name');

const withTime = (one: Command): Command =>
  one
    .option('--at <time>', 'once: 2026-12-01T09:00 in --zone, or with an offset')
    .option('--after <delay>', 'once: after 90s, 15m, 2h or 3d')
    .option('--rate <rate>', 'again and again: "15 minutes", "1 hour", "2 days"')
    .option('--cron <fields>', 'again and again: minutes hours day-of-month month day-of-week year')
    .option('--zone <zone>', 'IANA time zone of --at and --cron (default: UTC)');

function timeOf(options: Options, nowMs: number): Expression {
  const read = readExpression(options, nowMs);
  if (read.kind === 'unusable') throw new UsageError(read.problem);
  return read;
}

function subjectOf({ name, contact, type, occurrence }: Options): Subject {
  if (name !== undefined && occurrence === undefined) return { kind: 'recurring', name };
  if (contact === undefined || occurrence === undefined || name !== undefined) {
    throw new UsageError('give --name, or --contact and --occurrence');
  }
  return { kind: 'once', contactId: contact, type, occurrence };
}

async function requestOf(options: Options, io: CommandIo) {
  const { contact, type, occurrence, name } = options;
  if (contact === undefined) throw new UsageError('--contact is missing');
  return { contact, type, occurrence, name, ...(await readContent(options, io)) };
}
