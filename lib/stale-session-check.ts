import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { scheduleRole } from './schedule-role';

export interface StaleSessionCheckProps {
  readonly function: IFunction;
  readonly group: IScheduleGroup;
  readonly deadLetterQueue: IQueue;
}

/** Every five minutes, has Genesys asked about sessions whose end may have been lost. */
export class StaleSessionCheck extends Construct {
  constructor(scope: Construct, id: string, props: StaleSessionCheckProps) {
    super(scope, id);

    new Schedule(this, 'EveryFiveMinutes', {
      description: 'The check of sessions that were silent for long',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      scheduleGroup: props.group,
      target: new LambdaInvoke(props.function, {
        role: scheduleRole(this, props),
        // The next run finds the same rows; only one that can't be delivered at all is worth keeping.
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
        deadLetterQueue: props.deadLetterQueue,
      }),
    });
  }
}
