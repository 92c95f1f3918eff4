import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ApiBudgetEnvironment, SweepEnvironment } from '../lambda/contract/environment';
import { BY_DUE_INDEX } from '../lambda/contract/ledger-table';
import { SWEEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { DataStore } from './data-store';
import type { FunctionNetwork } from './function-network';
import { scheduleRole } from './schedule-role';
import { StepFunction } from './step-function';
import { allowIndexes, allowReading, allowWriting } from './table-access';

export interface SweeperProps {
  readonly store: DataStore;
  readonly apiBudget: ApiBudgetEnvironment;
  readonly workflow: IStateMachine;
  readonly group: IScheduleGroup;
  readonly deadLetterQueue: IQueue;
  readonly encryptionKey: IKey;
  readonly network: FunctionNetwork;
  readonly metricsNamespace: string;
}

/** Every minute, starts the workflow for notifications that are due or whose execution vanished. */
export class Sweeper extends Construct {
  readonly function: StepFunction<SweepEnvironment>;

  constructor(scope: Construct, id: string, props: SweeperProps) {
    super(scope, id);
    const { ledger } = props.store;

    this.function = new StepFunction<SweepEnvironment>(this, 'Function', {
      handler: 'sweep',
      description: 'Starts the workflow for notifications that are due',
      timeout: Duration.seconds(SWEEP_TIMEOUT_SECONDS),
      environment: {
        LEDGER_TABLE_NAME: ledger.tableName,
        METRICS_NAMESPACE: props.metricsNamespace,
        ...props.apiBudget,
        STATE_MACHINE_ARN: props.workflow.stateMachineArn,
      },
      encryptionKey: props.encryptionKey,
      network: props.network,
    });
    allowIndexes(ledger, this.function.rights, [BY_DUE_INDEX]);
    allowReading(ledger, this.function.rights);
    allowWriting(ledger, this.function.rights);
    this.function.rights.allow(['states:StartExecution'], [props.workflow.stateMachineArn]);

    new Schedule(this, 'EveryMinute', {
      description: 'The sweep of due notifications',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      scheduleGroup: props.group,
      target: new LambdaInvoke(this.function, {
        role: scheduleRole(this, { ...props, function: this.function }),
        // The next minute brings the next sweep; only one that can't be delivered at all is worth keeping.
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
        deadLetterQueue: props.deadLetterQueue,
      }),
    });
  }
}
