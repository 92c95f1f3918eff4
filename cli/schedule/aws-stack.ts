import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { clientSettings, findPlace } from '../aws/place';
import type { Place } from '../aws/place';
import { readStackOutputs } from '../aws/stack-outputs';
import { createAwsSchedules, SCHEDULE_SOURCE } from './aws-schedules';
import type { ScheduleHome } from './aws-schedules';
import { createPublisher } from '../desk/event-publisher';
import type { Stack } from './operate';

/** Where the command finds its stack. */
export interface StackOptions {
  /** Name of the CloudFormation stack whose outputs say everything; else the environment does. */
  readonly stack?: string;
  /** Instead of AWS: an emulator. */
  readonly endpoint?: string;
  readonly region?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The stack cannot be found; the message says what to give. */
export class StackNotFoundError extends Error {
  override readonly name = 'StackNotFoundError';
}

/** Opens the stack that the options or the environment name. */
export async function openAwsStack(
  options: StackOptions,
  environment: Environment,
): Promise<Stack> {
  const place = await findPlace(options, environment);
  const settings = clientSettings(place);
  const home =
    options.stack === undefined
      ? homeFrom((name) => environment[ENVIRONMENT[name]], 'give --stack, or set')
      : await homeOfStack(place, options.stack);
  return {
    schedules: createAwsSchedules(new SchedulerClient(settings), home),
    publisher: {
      publish: createPublisher(new EventBridgeClient(settings), home.busArn, SCHEDULE_SOURCE),
    },
  };
}

/** Outputs of the stack, and the variables that stand in for them. */
const ENVIRONMENT = {
  BusArn: 'SCHEDULE_BUS_ARN',
  ScheduleGroupName: 'SCHEDULE_GROUP_NAME',
  ScheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  UndeliveredEventsArn: 'SCHEDULE_UNDELIVERED_EVENTS_ARN',
} as const;
type OutputName = keyof typeof ENVIRONMENT;

function homeFrom(read: (name: OutputName) => string | undefined, hint: string): ScheduleHome {
  const find = (name: OutputName): string => {
    const value = read(name);
    if (value) return value;
    throw new StackNotFoundError(`${hint} ${ENVIRONMENT[name]}: no ${name} was given`);
  };
  return {
    busArn: find('BusArn'),
    groupName: find('ScheduleGroupName'),
    roleArn: find('ScheduleRoleArn'),
    undeliveredEventsArn: find('UndeliveredEventsArn'),
  };
}

async function homeOfStack(place: Place, name: string): Promise<ScheduleHome> {
  const outputs = await readStackOutputs(place, name);
  return homeFrom((output) => outputs[output], `${name} is no stack of ours, or an older one; set`);
}
