import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { join } from 'node:path';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { clientSettings } from '../../local/story/aws-clients';
import { tellsOutcome } from '../../local/story/deployed-stage';
import type { DeployedStage } from '../../local/story/deployed-stage';
import { createEnding } from '../../local/story/ending';
import { genesysControl } from '../../local/story/genesys-control';
import { startLaptop } from '../../local/story/laptop';
import type { Laptop } from '../../local/story/laptop';
import { isAbout } from '../../local/story/outcome-event';
import { readyStage } from '../../local/story/set-scene';
import type { Progress } from '../frame/measurement';

/** What the deployed stack did for each notification, by the emulator's own records. */
export interface Executed {
  readonly times: number;
  readonly executions: number;
  /** States entered, which is what Standard workflows are billed by. */
  readonly transitions: number;
  readonly invocations: number;
  /** Bytes of every log line of the functions, those of Lambda itself included. */
  readonly logBytes: number;
  /** Of these, our own lines. */
  readonly ownLogBytes: number;
}

const REPOSITORY = join(__dirname, '..', '..');
const PATIENCE_MS = 60_000;
const TEXT = 'Your order 4711 is late. It arrives on Friday, 27 November 2026.';
/** The first ones start environments and fetch a token: that is no notification's own cost. */
const WARM_UP = 2;

/** Deploys the stack into the emulator, sends some notifications into live conversations, and reads what was executed. */
export async function countExecuted(times: number, progress: Progress): Promise<Executed> {
  const ending = createEnding();
  try {
    const { laptop, outputs } = await startLaptop(
      {
        once: true,
        json: true,
        debug: false,
        folder: REPOSITORY,
        stage: 'laptop',
        progress: ({ step, detail }) => progress(`${step} ${detail}`),
      },
      ending,
    );
    const client = laptop.genesys;
    const stage = await readyStage(laptop, ending, { outputs, client, inboxName: 'bench' });
    await sendSome(laptop, stage, 'warm-up', WARM_UP);
    const before = await readRecords(laptop, stage);
    await sendSome(laptop, stage, 'counted', times);
    const after = await readRecords(laptop, stage);
    const each = (name: keyof Records): number => (after[name] - before[name]) / times;
    return {
      times,
      executions: each('executions'),
      transitions: each('transitions'),
      invocations: each('invocations'),
      logBytes: each('logBytes'),
      ownLogBytes: each('ownLogBytes'),
    };
  } finally {
    await ending.end();
  }
}

async function sendSome(
  { genesys }: Laptop,
  { application, inbox, registry }: DeployedStage,
  name: string,
  times: number,
): Promise<void> {
  const control = genesysControl(genesys.control);
  for (let index = 0; index < times; index += 1) {
    const contactId = `contact-${name}-${index}`;
    const occurrence = `order-4711-${name}-${index}`;
    /* oxlint-disable no-await-in-loop -- one after the other, as in a quiet hour */
    await control.createContact({ id: contactId, name: 'Ann' });
    const conversationId = await control.openConversation({
      contactId,
      deploymentId: genesys.deploymentId,
      webchatSessionId: `webchat-${name}-${index}`,
      text: 'hello',
    });
    await registry.waitFor(conversationId, 'the session in the registry');
    await application.publish(NOTIFICATION_REQUESTED, { occurrence, contactId, text: TEXT });
    const isIt = isAbout(occurrence);
    const told = `the outcome of ${occurrence}`;
    const outcome = await inbox.waitFor(
      told,
      (each) => tellsOutcome(each) && isIt(each),
      PATIENCE_MS,
    );
    if (outcome['detail-type'] !== 'NotificationSent')
      throw new Error(`${occurrence} was not sent`);
    /* oxlint-enable no-await-in-loop */
  }
}

interface Records {
  readonly executions: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly logBytes: number;
  readonly ownLogBytes: number;
}

async function readRecords(laptop: Laptop, { aws, outputs }: DeployedStage): Promise<Records> {
  const { StateMachineArn: stateMachineArn } = outputs;
  const { executions = [] } = await aws.workflows.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000 }),
  );
  const histories = await Promise.all(
    executions.map(async ({ executionArn }) => {
      const history = new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 });
      return (await aws.workflows.send(history)).events ?? [];
    }),
  );
  const lines = await readLogs(laptop);
  const own = lines.filter((line) => line.startsWith('{'));
  return {
    executions: executions.length,
    transitions: histories.flat().filter(({ stateEnteredEventDetails: entered }) => entered).length,
    invocations: lines.filter((line) => line.startsWith('START ')).length,
    logBytes: bytesOf(lines),
    ownLogBytes: bytesOf(own),
  };
}

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);

/** Lines of the functions that send: what ingest and sweep write is no notification's. */
const SENDING = /LoadSession|Preflight|PostMessage/;

async function readLogs({ target }: Laptop): Promise<string[]> {
  const client = new CloudWatchLogsClient(clientSettings(target));
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  const names = logGroups.flatMap(({ logGroupName = '' }) =>
    SENDING.test(logGroupName) ? [logGroupName] : [],
  );
  const lines = await Promise.all(names.map((logGroupName) => readGroup(client, logGroupName)));
  client.destroy();
  return lines.flat();
}

async function readGroup(client: CloudWatchLogsClient, logGroupName: string): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const query = new FilterLogEventsCommand({ logGroupName, nextToken });
    // oxlint-disable-next-line no-await-in-loop
    const answer: { events?: { message?: string }[]; nextToken?: string } =
      await client.send(query);
    lines.push(...(answer.events ?? []).map(({ message = '' }) => message));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return lines;
}
