import { Duration } from 'aws-cdk-lib';
import type { IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export interface RuleTargetProps {
  readonly arn: string;
  /** Keeps what could not be delivered. */
  readonly deadLetterQueue: IQueue;
  /** Worn for the call. @default - none; the target's own policy lets the rule in */
  readonly role?: IRole;
  /** @default - the event as it is */
  readonly input?: RuleTargetInput;
}

/** How long EventBridge tries before an event goes to the dead-letter queue: its own maximum. */
const RETRY_POLICY = {
  maximumRetryAttempts: 185,
  maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
} as const;

/**
 * A target of a rule. CDK's own targets would widen the policies of queue and key as well, to any rule of the
 * account where the queue is encrypted; here the rights stand beside what they open.
 */
export const ruleTarget = ({
  arn,
  deadLetterQueue,
  role,
  input,
}: RuleTargetProps): IRuleTarget => ({
  bind: () => ({
    arn,
    role,
    input,
    deadLetterConfig: { arn: deadLetterQueue.queueArn },
    retryPolicy: RETRY_POLICY,
  }),
});
