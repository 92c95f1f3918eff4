import { Command, CommanderError } from 'commander';
import type { StackOptions } from './aws-stack';
import type { Expression, TimeOptions } from './expression';
import { readExpression } from './expression';
import { cancel, create, list, reschedule } from './operate';
import type { Done, Stack, Subject } from './operate';
import { planSchedule } from './plan';
import { showDone, showList } from './show';
import { errorText } from '../error-text';

/** 0 done, 1 not done, 2 misunderstood. */
export type ExitCode = 0 | 1 | 2;

export interface CommandDeps {
  readonly openStack: (options: StackOptions) => Promise<Stack>;
  readonly readText: (path: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Options extends TimeOptions, StackOptions {
  readonly contact?: string;
  readonly type: string;
  readonly occurrence?: string;
  readonly name?: string;
  readonly textFile?: string;
  readonly template?: string;
  readonly variable: Record<string, string>;
  readonly locale?: string;
  readonly session?: string;
  readonly deliverBy?: string;
  readonly json?: true;
}

/** The command line cannot be understood; told in a sentence, without a stack trace. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

const EXAMPLES = `
Examples:
  npm run schedule -- create --stack-output ProactiveMessaging-prod --contact <externalContactId> \\
    --occurrence order-4711-reminder --at 2026-12-01T09:00 --zone Europe/Berlin --text-file reminder.txt
  npm run schedule -- create --stack-output ProactiveMessaging-prod --contact <externalContactId> \\
    --name weekly-news --cron "0 9 ? * MON *" --zone Europe/Berlin --text-file news.txt
  npm run schedule -- reschedule --contact <externalContactId> --occurrence order-4711-reminder --after 2h
  npm run schedule -- cancel --contact <externalContactId> --occurrence order-4711-reminder
  npm run schedule -- list --json

Without --stack-output: SCHEDULE_BUS_ARN, SCHEDULE_GROUP_NAME, SCHEDULE_ROLE_ARN and SCHEDULE_UNDELIVERED_EVENTS_ARN.
Exit codes: 0 done, 1 not done, 2 misunderstood (nothing was written).`;

/** Runs one command and says how it went. */
export async function runCommandLine(
  argv: readonly string[],
  deps: CommandDeps,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram(deps, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isUsage = error instanceof UsageError;
    deps.complain(`${isUsage ? error.message : errorText(error)}\n`);
    return isUsage ? 2 : 1;
  }
}

function buildProgram(deps: CommandDeps, exit: (code: ExitCode) => void): Command {
  const program = new Command('schedule')
    .description('Schedules proactive messages: once or again and again')
    .exitOverride()
    .configureOutput({ writeOut: deps.write, writeErr: deps.complain })
    .addHelpText('after', EXAMPLES);
  const tellDone = ({ json }: Options, done: Done): void => {
    deps.write(json ? `${JSON.stringify(done)}\n` : `${showDone(done)}\n`);
    exit(done.result === 'different' || done.result === 'unknown' ? 1 : 0);
  };
  const open = ({ stackOutput, endpoint, region }: Options) =>
    deps.openStack({ stackOutput, endpoint, region });

  withContent(withTime(withSubject(command(program, 'create', 'creates a schedule')))).action(
    async (options: Options) => {
      const expression = timeOf(options, deps.nowMs());
      const planned = planSchedule(await requestOf(options, deps), expression);
      if (planned.kind === 'unusable') throw new UsageError(planned.problem);
      tellDone(options, await create(await open(options), planned.schedule, expression));
    },
  );
  withTime(withSubject(command(program, 'reschedule', 'moves a schedule to another time'))).action(
    async (options: Options) => {
      const expression = timeOf(options, deps.nowMs());
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
      deps.write(showList(found, { isJson: options.json === true, nowMs: deps.nowMs() }));
    },
  );
  return program;
}

const command = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--stack-output <stack>', 'CloudFormation stack whose outputs name bus, group and role')
    .option('--endpoint <url>', 'an emulator instead of AWS')
    .option('--region <region>', 'AWS region (default: AWS_REGION)')
    .option('--json', 'one JSON document');

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

const withContent = (one: Command): Command =>
  one
    .option('--text-file <path>', 'file with the text; - reads standard input')
    .option('--template <id>', 'instead: a template of the stage')
    .option('--variable <name=value>', 'of the template, any number of times', collect, {})
    .option('--locale <locale>', 'of the template')
    .option('--session <policy>', 'append, onlyIfLive or onlyIfClosed')
    .option('--deliver-by <time>', 'worthless after this instant');

function collect(pair: string, known: Record<string, string>): Record<string, string> {
  const [name = '', ...value] = pair.split('=');
  return { ...known, [name]: value.join('=') };
}

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

async function requestOf(options: Options, { readText }: CommandDeps) {
  const { contact, type, occurrence, name, textFile, template, deliverBy, session } = options;
  if (contact === undefined) throw new UsageError('--contact is missing');
  if ((textFile === undefined) === (template === undefined)) {
    throw new UsageError('give either --text-file or --template');
  }
  return {
    contact,
    type,
    occurrence,
    name,
    deliverBy,
    policy: session === undefined ? undefined : { session },
    text: textFile === undefined ? undefined : (await readText(textFile)).replace(/\r?\n$/, ''),
    template:
      template === undefined
        ? undefined
        : { id: template, variables: options.variable, locale: options.locale },
  };
}
