import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allowSending } from './queue-access';
import { ServiceRole } from './service-role';

export interface ScheduleRoleProps {
  readonly function: IFunction;
  readonly group: IScheduleGroup;
  readonly deadLetterQueue: IQueue;
}

/** The role with which a schedule calls its function, or keeps the call that failed. */
export function scheduleRole(scope: Construct, props: ScheduleRoleProps): IRole {
  const rights = new ServiceRole(scope, 'ScheduleRights', {
    description: 'EventBridge Scheduler calling a function',
    service: 'scheduler',
    sourceArns: [props.group.scheduleGroupArn],
  });
  rights.allow(['lambda:InvokeFunction'], [props.function.functionArn]);
  allowSending(props.deadLetterQueue, rights);
  return rights.role;
}
