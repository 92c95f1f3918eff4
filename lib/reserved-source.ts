import { Stack } from 'aws-cdk-lib';
import { CfnEventBus, CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ReservedSource {
  readonly source: string;
  /** The only one who may publish with that source. */
  readonly speaker: IRole;
}

const STATEMENT_ID = 'OnlyTheWorkflowTellsOutcomes';

/**
 * Lets nobody but one role speak with a source. An identity policy alone lets any role of the account publish; the
 * ledger would see through a forged conflict, and this keeps it from being heard at all.
 */
export function reserveSource(bus: IEventBus, reserved: ReservedSource): void {
  const resource = bus.node.defaultChild;
  if (!(resource instanceof CfnEventBus)) return;
  resource.policy = new PolicyDocument({
    statements: [PolicyStatement.fromJson(denial(busArn(bus, resource.name), reserved))],
  });
}

/** The same on a bus that was brought: a statement of its own beside whatever its policy says already. */
export function reserveSourceOnOwnBus(
  scope: Construct,
  bus: IEventBus,
  reserved: ReservedSource,
): void {
  new CfnEventBusPolicy(scope, 'ReservedSource', {
    eventBusName: bus.eventBusName,
    statementId: STATEMENT_ID,
    statement: denial(bus.eventBusArn, reserved),
  });
}

/** Spelled out: the policy of a bus can't ask for the ARN of the bus that it is made with. */
const busArn = (bus: IEventBus, resourceName: string): string =>
  Stack.of(bus).formatArn({ service: 'events', resource: 'event-bus', resourceName });

const denial = (Resource: string, { source, speaker }: ReservedSource) => ({
  Sid: STATEMENT_ID,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'events:PutEvents',
  Resource,
  Condition: {
    // IAM counts the sources of a call as a list; a plain comparison with one never holds.
    'ForAnyValue:StringEquals': { 'events:source': source },
    ArnNotEquals: { 'aws:PrincipalArn': speaker.roleArn },
  },
});
