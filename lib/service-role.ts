import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
  type Conditions,
  type IRole,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledgements';

export interface ServiceRoleProps {
  readonly description: string;
  /** Who wears it. */
  readonly service: 'events' | 'lambda' | 'scheduler' | 'states';
  /** For which of its resources: their ARNs, or patterns of ARNs. */
  readonly sourceArns: readonly string[];
}

/**
 * A role for one purpose. Only the service may wear it, only for the named resources and only in this account: the
 * confused deputy stays outside. What it may do stands in one managed policy that this code alone writes: CDK would
 * add more than is needed, in an inline policy that no review sees.
 */
export class ServiceRole extends Construct {
  /** What other constructs get; they can add nothing to it. */
  readonly role: IRole;
  private readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: props.description,
      assumedBy: new ServicePrincipal(`${props.service}.amazonaws.com`, {
        conditions: trust(Stack.of(this).account, props),
      }),
    });
    // Inside of the role: what waits for a role waits for what is inside of it.
    this.policy = new ManagedPolicy(role, 'Policy', {
      description: props.description,
      roles: [role],
    });
    this.role = role.withoutPolicyUpdates();
  }

  /** Allows exactly these actions on exactly these ARNs. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.policy.addStatements(
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    );
  }

  /** Allows actions that know no resources; the reason is for the security packs. */
  allowWithoutResource(actions: readonly string[], reason: string): void {
    this.allow(actions, ['*']);
    acknowledge(this.policy, { everyResource: reason });
  }
}

function trust(account: string, { service, sourceArns }: ServiceRoleProps): Conditions {
  // Lambda names the function when it wears the role, but not while it prepares a network for it.
  const ifThere = service === 'lambda' ? 'IfExists' : '';
  return {
    [`StringEquals${ifThere}`]: { 'aws:SourceAccount': account },
    [`ArnLike${ifThere}`]: { 'aws:SourceArn': sourceArns },
  };
}

/** Every resource of a kind in this account and region, as a service names it when it wears a role. */
export function anyOf(scope: Construct, service: string, resource: string): string {
  return Stack.of(scope).formatArn({
    service,
    resource,
    resourceName: '*',
    arnFormat: service === 'events' ? ArnFormat.SLASH_RESOURCE_NAME : ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** What a role tells X-Ray: what took how long. No trace holds an input or an output. */
export const TRACING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
