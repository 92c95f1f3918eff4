import {
  DescribeEventSourceCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { MISSING } from '../aws-view';
import type { NamedState, QueueDepth, RuleState } from '../aws-view';
import type { AwsClients } from './clients';
import type { Resource } from './resources';
import { unlessMissing } from './unless-missing';

/** How the name of every partner event source begins, and with it that of its bus. */
const PARTNER_PREFIX = 'aws.partner/';

export const isPartnerBus = ({ physicalId }: Resource): boolean =>
  physicalId.startsWith(PARTNER_PREFIX);

/** The bus that every account has, and that an app may have given to the stack. */
const DEFAULT_BUS = 'default';

/** One rule of the stack, on whichever bus it is. */
export async function readRule(
  { events }: AwsClients,
  { name, physicalId }: Resource,
  buses: readonly Resource[],
): Promise<RuleState> {
  const [Name = '', bus] = physicalId.split('|').toReversed();
  // CloudFormation names the bus in front of the rule, unless it is the default one; emulators never do.
  const own = buses.map((one) => one.physicalId);
  const possible = bus === undefined ? [...own, DEFAULT_BUS] : [bus];
  const found = await Promise.all(
    possible.map(async (EventBusName) => {
      const command = new DescribeRuleCommand({ Name, EventBusName });
      const rule = await unlessMissing(events.send(command), undefined);
      return rule === undefined ? [] : [{ EventBusName, state: rule.State }];
    }),
  );
  const [rule] = found.flat();
  if (rule === undefined) return { name, state: MISSING, targets: 0 };
  const { EventBusName, state = MISSING } = rule;
  const command = new ListTargetsByRuleCommand({ Rule: Name, EventBusName });
  const { Targets = [] } = await events.send(command);
  return { name, state, targets: Targets.length };
}

export async function readPartnerSource(
  { events }: AwsClients,
  Name: string,
): Promise<string | undefined> {
  const asked = events.send(new DescribeEventSourceCommand({ Name }));
  return (await unlessMissing(asked, undefined))?.State;
}

/** The queues that should be empty, by the name of their alarm. */
const FAILURE_QUEUE = /(?:Rejected|Unreadable|Undelivered)Events$/;

export const isFailureQueue = ({ name }: Resource): boolean => FAILURE_QUEUE.test(name);

export async function readDepth(
  { queues }: AwsClients,
  { name, physicalId }: Resource,
): Promise<QueueDepth> {
  const asked = queues.send(
    new GetQueueAttributesCommand({
      QueueUrl: physicalId,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const found = await unlessMissing(asked, undefined);
  const [heading = name] = FAILURE_QUEUE.exec(name) ?? [];
  if (found === undefined) return { name: heading };
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } =
    found.Attributes ?? {};
  return { name: heading, messages: Number(waiting ?? 0) + Number(taken ?? 0) };
}

export async function readSchedule(
  { schedules }: AwsClients,
  { name, physicalId }: Resource,
  GroupName: string | undefined,
): Promise<NamedState> {
  const command = new GetScheduleCommand({ Name: physicalId, GroupName });
  const found = await unlessMissing(schedules.send(command), { State: MISSING });
  return { name, state: found.State ?? MISSING };
}
