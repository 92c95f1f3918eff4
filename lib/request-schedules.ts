import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface RequestSchedulesProps {
  readonly bus: IEventBus;
  /** Keeps the requests that the bus would not take. */
  readonly undeliveredEvents: IQueue;
  /** Encrypts that queue. */
  readonly encryptionKey: IKey;
}

/**
 * Where schedules for later requests live. An application creates its schedule in `group` with `role`;
 * when it is due, EventBridge Scheduler publishes the request on our bus, like any other, or keeps it in the
 * queue of undelivered events: as the dead-letter queue of a schedule it is written with the same role.
 */
export class RequestSchedules extends Construct {
  readonly group: ScheduleGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: RequestSchedulesProps) {
    super(scope, id);

    // Schedules speak to a bus that goes with the stack; and a group that stayed would keep its name from the next one.
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    // Only schedules of this group, in this account, may wear the role: the confused deputy stays outside.
    this.role = new Role(this, 'Role', {
      description: 'EventBridge Scheduler publishing due requests',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnLike: { 'aws:SourceArn': this.group.scheduleGroupArn },
        },
      }),
    });
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['events:PutEvents'],
        resources: [props.bus.eventBusArn],
      }),
    );
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [props.undeliveredEvents.queueArn],
      }),
    );
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [props.encryptionKey.keyArn],
      }),
    );
  }
}
