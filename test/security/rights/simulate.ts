import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import * as v from 'valibot';
import { ACCOUNT, arnIn, ofType } from '../concrete-template';
import type { ConcreteTemplate } from '../concrete-template';

/** `Invalid`: IAM would not even understand the request, such as an action on a resource of another kind. */
export type Verdict = ReturnType<typeof runUnsafeSimulation> | 'Invalid';
export type Simulate = (request: Request) => Promise<Verdict>;

/** One request as IAM sees it. */
export interface Request {
  /** ARN of a role, or the name of a service. */
  readonly principal: string;
  readonly action: string;
  readonly arn: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const policySchema = v.object({ Roles: v.array(v.string()), PolicyDocument: v.unknown() });

/** Simulates IAM for the roles of a template, without any account. */
export function createSimulator(template: ConcreteTemplate): Simulate {
  const policies = [
    ...ofType(template, 'AWS::IAM::ManagedPolicy'),
    ...ofType(template, 'AWS::IAM::Policy'),
  ].map(([id, { Properties }]) => ({ id, ...v.parse(policySchema, Properties) }));
  const identityPolicies = (principal: string) =>
    policies
      .filter(({ Roles }) => Roles.some((role) => arnIn(template, role) === principal))
      .map(({ id, PolicyDocument }) => ({ name: id, policy: PolicyDocument }));

  const resourcePolicies = new Map(policiesOfResources(template));

  return async ({ principal, action, arn, context = {} }) => {
    const resourcePolicy = resourcePolicies.get(arn);
    const simulation = {
      request: {
        principal,
        action,
        resource: { resource: arn, accountId: ACCOUNT },
        contextVariables: { ...context },
      },
      identityPolicies: identityPolicies(principal),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    };
    // The quick way knows no policies of resources.
    if (resourcePolicy === undefined) return runUnsafeSimulation(simulation, {});
    const result = await runSimulation(simulation, {});
    return result.resultType === 'error' ? 'Invalid' : result.overallResult;
  };
}

const queuesSchema = v.array(v.string());

/** The policies that stand on resources themselves: trust, key, bus and queue policies, by the ARN they stand on. */
function policiesOfResources(template: ConcreteTemplate): [arn: string, policy: unknown][] {
  const on = (type: string, property: string): [string, unknown][] =>
    ofType(template, type).map(([id, { Properties }]) => [
      arnIn(template, id),
      Properties[property],
    ]);
  const queues = ofType(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
    v
      .parse(queuesSchema, Properties.Queues)
      .map((queue): [string, unknown] => [arnIn(template, queue), Properties.PolicyDocument]),
  );
  return [
    ...on('AWS::IAM::Role', 'AssumeRolePolicyDocument'),
    ...on('AWS::KMS::Key', 'KeyPolicy'),
    ...on('AWS::Events::EventBus', 'Policy'),
    ...queues,
  ];
}
