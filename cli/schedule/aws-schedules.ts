import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import type { Schedule, Schedules } from './schedules';

/** Source under which requests of schedules appear on the bus. */
export const SCHEDULE_SOURCE = 'proactive-messaging.schedules';

/** Where schedules of a stack live and what they speak to: outputs of the stack. */
export interface ScheduleHome {
  readonly busArn: string;
  readonly groupName: string;
  readonly roleArn: string;
  /** Queue for what the bus would not take. */
  readonly undeliveredEventsArn: string;
}

/** How long Scheduler tries to put a request on the bus before the queue gets it: its own maximum. */
const RETRY_POLICY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

/** Schedules in EventBridge Scheduler, in the group and with the role of the stack. */
export function createAwsSchedules(client: SchedulerClient, home: ScheduleHome): Schedules {
  const { groupName: GroupName } = home;
  const toInput = (schedule: Schedule, ClientToken: string) => ({
    GroupName,
    ClientToken,
    Name: schedule.name,
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    ActionAfterCompletion: schedule.isRecurring ? ('NONE' as const) : ('DELETE' as const),
    Target: {
      Arn: home.busArn,
      RoleArn: home.roleArn,
      EventBridgeParameters: { Source: SCHEDULE_SOURCE, DetailType: NOTIFICATION_REQUESTED },
      Input: schedule.input,
      RetryPolicy: RETRY_POLICY,
      DeadLetterConfig: { Arn: home.undeliveredEventsArn },
    },
  });

  return {
    create: async (schedule, token) => {
      try {
        await client.send(new CreateScheduleCommand(toInput(schedule, token)));
        return 'created';
      } catch (error) {
        if (error instanceof ConflictException) return 'exists';
        throw error;
      }
    },
    fetch: async (name) => {
      try {
        const found = await client.send(new GetScheduleCommand({ GroupName, Name: name }));
        const expression = found.ScheduleExpression ?? '';
        return {
          name,
          expression,
          timeZone: found.ScheduleExpressionTimezone ?? 'UTC',
          isRecurring: !expression.startsWith('at('),
          input: found.Target?.Input ?? '',
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    replace: async (schedule, token) => {
      await client.send(new UpdateScheduleCommand(toInput(schedule, token)));
    },
    remove: async (name) => {
      try {
        await client.send(new DeleteScheduleCommand({ GroupName, Name: name }));
        return 'removed';
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return 'unknown';
        throw error;
      }
    },
    list: (prefix) => listNames(client, { GroupName, NamePrefix: prefix }),
  };
}

async function listNames(
  client: SchedulerClient,
  input: { readonly GroupName: string; readonly NamePrefix: string },
): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    // A page names the next one.
    // oxlint-disable-next-line no-await-in-loop
    const page = await client.send(new ListSchedulesCommand({ ...input, NextToken }));
    names.push(...(page.Schedules ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  // An emulator may not know the filter.
  return names.filter((name) => name.startsWith(input.NamePrefix));
}
