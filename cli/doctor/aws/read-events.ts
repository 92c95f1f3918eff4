import {
  DescribeEventSourceCommand,
  ListRulesCommand,
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

/** The rules that the stack made, wherever they are; those of others on the same buses are not our business. */
export async function readRules(
  { events }: AwsClients,
  buses: readonly Resource[],
  rules: readonly Resource[],
): Promise<readonly RuleState[]> {
  const listed = await Promise.all(
    busesOf(buses, rules).map(async (EventBusName) => {
      const answer = await unlessMissing(events.send(new ListRulesCommand({ EventBusName })), {});
      return 'Rules' in answer ? (answer.Rules ?? []) : [];
    }),
  );
  const known = new Map(listed.flat().map((rule) => [rule.Name, rule]));
  return await Promise.all(
    rules.map(async ({ name, physicalId }) => {
      // CloudFormation's id of a rule has the bus in front of it.
      const rule = known.get(physicalId.split('|').at(-1));
      if (rule === undefined) return { name, state: MISSING, targets: 0 };
      const { Name: Rule, EventBusName, State: state = MISSING } = rule;
      const command = new ListTargetsByRuleCommand({ Rule, EventBusName });
      const { Targets = [] } = await events.send(command);
      return { name, state, targets: Targets.length };
    }),
  );
}

/** Those of the stack, and those that CloudFormation names in front of a rule. */
const busesOf = (buses: readonly Resource[], rules: readonly Resource[]): readonly string[] => {
  const own = buses.map(({ physicalId }) => physicalId);
  const named = rules.map(({ physicalId }) => physicalId.split('|').at(-2) ?? DEFAULT_BUS);
  return [...new Set([...own, ...named])];
};

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
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({
      QueueUrl: physicalId,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } =
    Attributes ?? {};
  const [heading = name] = FAILURE_QUEUE.exec(name) ?? [];
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
