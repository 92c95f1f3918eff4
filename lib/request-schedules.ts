import { RemovalPolicy } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allowSending } from './queue-access';
import { ServiceRole } from './service-role';

export interface RequestSchedulesProps {
  readonly bus: IEventBus;
  /** Keeps the requests that the bus would not take. */
  readonly undeliveredEvents: IQueue;
}

/**
 * Where schedules for later requests live. An application creates its schedule in `group` with `role`;
 * when it is due, EventBridge Scheduler publishes the request on our bus, like any other, or keeps it in the
 * queue of undelivered events: as the dead-letter queue of a schedule it is written with the same role.
 */
export class RequestSchedules extends Construct {
  readonly group: ScheduleGroup;
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: RequestSchedulesProps) {
    super(scope, id);

    // Schedules speak to a bus that goes with the stack; and a group that stayed would keep its name from the next one.
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    // Scheduler names the group, not the schedule, when it wears a role.
    const rights = new ServiceRole(this, 'Rights', {
      description: 'EventBridge Scheduler publishing due requests',
      service: 'scheduler',
      sourceArns: [this.group.scheduleGroupArn],
    });
    rights.allow(['events:PutEvents'], [props.bus.eventBusArn]);
    allowSending(props.undeliveredEvents, rights);
    this.role = rights.role;
  }
}
