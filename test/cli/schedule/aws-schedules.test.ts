import {
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { createAwsSchedules } from '../../../cli/schedule/aws-schedules';
import { cancel, create, list } from '../../../cli/schedule/operate';
import type { Schedule } from '../../../cli/schedule/schedules';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { clientConfig } from '../../support/emulator-config';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';

const home = {
  busArn: 'arn:aws:events:us-east-1:000000000000:event-bus/messages',
  groupName: 'messages',
  roleArn: 'arn:aws:iam::000000000000:role/messages',
  undeliveredEventsArn: 'arn:aws:sqs:us-east-1:000000000000:undelivered',
};
const schedule: Schedule = {
  name: 'every-news',
  expression: 'cron(0 9 ? * MON *)',
  timeZone: 'Europe/Berlin',
  isRecurring: true,
  input: '{"occurrence":"news-<aws.scheduler.scheduled-time>"}',
};
const next = [Date.UTC(2026, 8, 21, 7)];

let emulator: EmulatorAddress;
let client: SchedulerClient;
beforeAll(async () => {
  emulator = await sharedEmulator();
  client = new SchedulerClient(clientConfig(emulator));
  await client.send(new CreateScheduleGroupCommand({ Name: home.groupName }));
}, INSTALL_TIMEOUT);

describe('schedules in EventBridge Scheduler', () => {
  it('are sent with their zone, their target, a queue for what it refuses and what becomes of them', async () => {
    const schedules = createAwsSchedules(client, home);

    expect(await create({ schedules }, schedule, { next })).toMatchObject({ result: 'created' });

    const Name = schedule.name;
    expect(
      await client.send(new GetScheduleCommand({ GroupName: home.groupName, Name })),
    ).toMatchObject({
      ScheduleExpression: 'cron(0 9 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: home.busArn,
        RoleArn: home.roleArn,
        Input: schedule.input,
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: home.undeliveredEventsArn },
        EventBridgeParameters: {
          Source: 'proactive-messaging.schedules',
          DetailType: 'NotificationRequested',
        },
      },
    });
  });

  it('are the same when they are created again, and different when they say otherwise', async () => {
    const schedules = createAwsSchedules(client, home);
    await create({ schedules }, schedule, { next });
    const other = { ...schedule, expression: 'rate(1 day)' };

    expect(await create({ schedules }, schedule, { next })).toMatchObject({ result: 'unchanged' });
    expect(await create({ schedules }, other, { next })).toMatchObject({ result: 'different' });
  });

  it('are moved, listed and taken away', async () => {
    const schedules = createAwsSchedules(client, home);
    const once = { ...schedule, name: 'once-1', isRecurring: false, timeZone: 'UTC' };
    await schedules.create({ ...once, expression: 'at(2036-12-01T08:00:00)' }, 'token-1');
    await schedules.replace({ ...once, expression: 'at(2036-12-02T08:00:00)' }, 'token-2');

    const found = await list({ schedules });
    expect(found.find(({ name }) => name === 'once-1')).toMatchObject({
      expression: 'at(2036-12-02T08:00:00)',
      isRecurring: false,
    });
    const stack = { schedules, publisher: { publish: async () => undefined } };
    const news = { kind: 'recurring', name: 'news' } as const;
    await create({ schedules }, schedule, { next });
    expect(await cancel(stack, news)).toMatchObject({ result: 'cancelled' });
    expect(await cancel(stack, news)).toMatchObject({ result: 'unknown' });
  });
});
