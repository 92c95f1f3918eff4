import type { Place } from '../../aws/place';
import type { AwsView } from '../aws-view';
import { once } from '../once';
import { createAwsClients } from './clients';
import type { AwsClients } from './clients';
import {
  readConcurrency,
  readFunction,
  readIntake,
  readKey,
  readTable,
  readWorkflow,
} from './read-compute';
import { describeSecret, readLiveSession, readPause, readSecret } from './read-data';
import {
  isFailureQueue,
  isPartnerBus,
  readDepth,
  readPartnerSource,
  readRule,
  readSchedule,
} from './read-events';
import { identify } from './read-identity';
import { countSweeps, readAlarms, readNewestEventMs } from './read-signals';
import { listResources, readStack } from './resources';
import type { Resource } from './resources';

export interface AwsViewOptions {
  /** Called when something is asked for the first time: missing credentials are a finding like any other. */
  readonly findPlace: () => Promise<Place>;
  readonly stack: string;
  readonly nowMs: () => number;
}

/** Looks at a stack with the reader's own credentials, and changes nothing. */
export function createAwsView({ findPlace, stack, nowMs }: AwsViewOptions): AwsView {
  const place = once(findPlace);
  const clients = once(async () => createAwsClients(await place()));
  const resources = once(async () => listResources((await clients()).stacks, stack));
  const all = async (type: string): Promise<readonly Resource[]> =>
    (await resources()).filter((resource) => resource.type === `AWS::${type}`);
  const each = async <T>(
    type: string,
    read: (clients: AwsClients, resource: Resource) => Promise<T>,
  ): Promise<readonly T[]> => {
    const [opened, found] = await Promise.all([clients(), all(type)]);
    return await Promise.all(found.map((resource) => read(opened, resource)));
  };

  return {
    identify: async () => identify(await place(), nowMs),
    readStack: once(async () => readStack((await clients()).stacks, stack)),
    readFunctions: once(() => each('Lambda::Function', readFunction)),
    readWorkflows: () => each('StepFunctions::StateMachine', readWorkflow),
    readTables: async (names) => {
      const opened = await clients();
      return await Promise.all(names.map((name) => readTable(opened, name)));
    },
    readKeys: () => each('KMS::Key', readKey),
    readRules: async () => {
      const buses = await all('Events::EventBus');
      return await each('Events::Rule', (opened, rule) => readRule(opened, rule, buses));
    },
    readPartnerBus: async () => (await all('Events::EventBus')).find(isPartnerBus)?.physicalId,
    readPartnerSource: async (name) => readPartnerSource(await clients(), name),
    readIntakes: () => each('Lambda::EventSourceMapping', readIntake),
    readNewestEventMs: async (namespace) => readNewestEventMs(await clients(), namespace, nowMs()),
    readLiveSession: async (table) => readLiveSession((await clients()).tables, table),
    readFailureQueues: async () => {
      const [opened, found] = await Promise.all([clients(), all('SQS::Queue')]);
      return await Promise.all(found.filter(isFailureQueue).map((one) => readDepth(opened, one)));
    },
    readSchedules: async () => {
      const [group] = await all('Scheduler::ScheduleGroup');
      return await each('Scheduler::Schedule', (opened, one) =>
        readSchedule(opened, one, group?.physicalId),
      );
    },
    countSweeps: async (namespace, sinceMs) => {
      const logGroups = (await all('Logs::LogGroup')).filter(({ name }) => /Sweeper/.test(name));
      return await countSweeps(await clients(), { namespace, logGroups, sinceMs, nowMs: nowMs() });
    },
    readAlarms: async () => readAlarms(await clients(), await all('CloudWatch::Alarm')),
    readPause: async (table) => readPause((await clients()).tables, table),
    readConcurrency: async () => readConcurrency(await clients()),
    describeSecret: async (arn) => describeSecret((await clients()).secrets, arn),
    readSecret: async (arn) => readSecret((await clients()).secrets, arn),
  };
}
