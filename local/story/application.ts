import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import type { AwsClients } from './aws-clients';
import type { BusEvent } from './event-inbox';
import type { StackOutputs } from './stack-outputs';

/** The story's application signs its events with this source; rules of the stack look at the type only. */
export const APPLICATION_SOURCE = 'crm.example';

/** What an application can do with the stack, and what EventBridge may do to it. */
export interface Application {
  /** Puts an event on the stack's bus and returns the id that EventBridge gave it. */
  publish(detailType: string, detail: object): Promise<string>;
  /** Has an event put on the stack's bus later, once. */
  schedule(at: Date, detailType: string, detail: object): Promise<void>;
  /**
   * Delivers an event once more, as EventBridge may at any time: it promises at least once, and so the
   * workflow is started again with the very same event. Waits for the end and returns its status.
   */
  redeliver(event: BusEvent): Promise<string>;
}

export function application(aws: AwsClients, outputs: StackOutputs): Application {
  return {
    publish: async (DetailType, detail) => {
      const entry = {
        EventBusName: outputs.BusName,
        Source: APPLICATION_SOURCE,
        DetailType,
        Detail: JSON.stringify(detail),
      };
      const { Entries } = await aws.events.send(new PutEventsCommand({ Entries: [entry] }));
      const [result] = Entries ?? [];
      if (result?.EventId !== undefined) return result.EventId;
      throw new Error(`EventBridge refused ${DetailType}: ${result?.ErrorCode ?? 'no reason'}`);
    },
    schedule: async (at, DetailType, detail) => {
      const [time = ''] = at.toISOString().split('.');
      await aws.scheduler.send(
        new CreateScheduleCommand({
          Name: `story-${at.getTime()}`,
          GroupName: outputs.ScheduleGroupName,
          ScheduleExpression: `at(${time})`,
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: {
            Arn: outputs.BusArn,
            RoleArn: outputs.ScheduleRoleArn,
            Input: JSON.stringify(detail),
            EventBridgeParameters: { Source: APPLICATION_SOURCE, DetailType },
          },
        }),
      );
    },
    redeliver: async (event) => {
      const { status } = await aws.workflows.send(
        new StartSyncExecutionCommand({
          stateMachineArn: outputs.StateMachineArn,
          input: JSON.stringify(event),
        }),
      );
      return status ?? 'unknown';
    },
  };
}
