import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { AwsClients } from '../../local/story/aws-clients';
import { clientConfig } from '../support/emulator-config';
import { sourceOf } from './canary-scan';
import type { Source } from './canary-scan';
import type { DeployedStack } from './deployed-stack';
import { withoutOwnInput } from './own-input';

const OUTCOME_SOURCE = 'proactive-messaging';

/**
 * Everything that our code wrote in a run. Left out is what is not ours: the input of an execution, which is the
 * application's event as it came (and the copy of it that the queue of rejected events keeps), the access token
 * in its own row of the ledger, and rows of the ledger that are not concluded, which must hold the text.
 */
export async function collectSources(stack: DeployedStack): Promise<Source[]> {
  const [logs, executions, causes, rows] = await Promise.all([
    readLogs(stack),
    readExecutions(stack),
    readCauses(stack),
    readConcludedRows(stack),
  ]);
  const told = stack.stage.inbox.heard.filter(({ source }) => source === OUTCOME_SOURCE);
  const events = told.map((event, index) => sourceOf(`event ${index}`, JSON.stringify(event)));
  return [...logs, ...executions, ...causes, ...rows, ...events];
}

async function readLogs({ emulator }: DeployedStack): Promise<Source[]> {
  const client = new CloudWatchLogsClient(clientConfig(emulator));
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  const texts = await Promise.all(
    logGroups.map(async ({ logGroupName = '' }) => {
      const lines: string[] = [];
      for (let nextToken: string | undefined, page = 0; page === 0 || nextToken; page += 1) {
        const query = new FilterLogEventsCommand({ logGroupName, nextToken });
        const answer: { events?: { message?: string }[]; nextToken?: string } =
          await client.send(query);
        lines.push(...(answer.events ?? []).map(({ message = '' }) => message));
        nextToken = answer.nextToken;
      }
      return sourceOf(`log ${logGroupName}`, lines.join('\n'));
    }),
  );
  client.destroy();
  return texts;
}

async function readExecutions({ stage }: DeployedStack): Promise<Source[]> {
  const { workflows } = stage.aws;
  const { StateMachineArn: stateMachineArn } = stage.outputs;
  const { executions = [] } = await workflows.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000 }),
  );
  return Promise.all(
    executions.map(async ({ executionArn }) => {
      const execution = await workflows.send(new DescribeExecutionCommand({ executionArn }));
      const history = await workflows.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
      );
      const { input = '{}', output, error, cause } = execution;
      const written = { output, error, cause, events: history.events };
      const own: unknown = JSON.parse(input);
      const text = JSON.stringify(withoutOwnInput(written, own));
      return sourceOf(`execution ${executionArn}`, text);
    }),
  );
}

const keptSchema = v.object({ cause: v.unknown() });

async function readCauses({ stage }: DeployedStack): Promise<Source[]> {
  const { RejectedEventsUrl: QueueUrl } = stage.outputs;
  const causes: Source[] = [];
  for (;;) {
    const read = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 };
    const { Messages = [] } = await stage.aws.queues.send(new ReceiveMessageCommand(read));
    if (Messages.length === 0) return causes;
    for (const { Body = '{}' } of Messages) {
      const { cause } = v.parse(keptSchema, JSON.parse(Body));
      causes.push(sourceOf(`cause ${causes.length}`, JSON.stringify(cause)));
    }
  }
}

async function readConcludedRows({ stage }: DeployedStack): Promise<Source[]> {
  const { tables } = stage.aws;
  const scan = new ScanCommand({ TableName: await ledgerTableOf(stage.aws) });
  const { Items = [] } = await tables.send(scan);
  // What waits, and what is put aside for a redrive, holds its text: `intent` in both.
  return Items.filter(({ pk, intent }) => pk?.S !== 'TOKEN' && intent === undefined).map((item) =>
    sourceOf(`row ${item.pk?.S}`, JSON.stringify(item)),
  );
}

/** The ledger is nobody's business but the stack's, so no output names it. */
export async function ledgerTableOf({ tables }: Pick<AwsClients, 'tables'>): Promise<string> {
  const { TableNames = [] } = await tables.send(new ListTablesCommand({}));
  return TableNames.find((name) => name.includes('Ledger')) ?? '';
}
