import * as v from 'valibot';
import { allowsOf, policySchema } from '../policy';
import { ofType } from '../concrete-template';
import type { HouseRule } from './house-rule';

/** Actions of services that have no resource to name. Everything else names what it acts on. */
const WITHOUT_RESOURCE = new Set([
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

const managedPolicySchema = v.object({
  PolicyDocument: policySchema,
  Roles: v.pipe(v.array(v.string()), v.length(1)),
});
const functionSchema = v.object({ Role: v.string() });

/** One role for one purpose, and exactly what that takes. */
export const RIGHTS_RULES: readonly HouseRule[] = [
  {
    name: 'RightsAreExact',
    type: 'AWS::IAM::ManagedPolicy',
    says: 'An action has a wildcard, or a resource is left open that could be named.',
    why: 'What is not needed is only of use to somebody else.',
    isBroken: ({ resource }) =>
      allowsOf(v.parse(managedPolicySchema, resource.Properties).PolicyDocument).some(
        ({ actions, resources }) =>
          actions.some((action) => action.includes('*')) ||
          (resources.includes('*') && !actions.every((action) => WITHOUT_RESOURCE.has(action))),
      ),
  },
  {
    name: 'FunctionsShareNoRole',
    type: 'AWS::Lambda::Function',
    says: 'Another function wears the same role.',
    why: 'A shared role gives each wearer what the others need.',
    isBroken: ({ resource, template }) => {
      const { Role } = v.parse(functionSchema, resource.Properties);
      const wearers = ofType(template, 'AWS::Lambda::Function').filter(
        ([, other]) => other.Properties.Role === Role,
      );
      return wearers.length !== 1;
    },
  },
  {
    name: 'TablesHaveOneWriterRegion',
    type: 'AWS::DynamoDB::GlobalTable',
    says: 'The table may have replicas.',
    why: 'The last writer wins between regions, so two of them could both claim a send; the packs do not look at this type either.',
    isBroken: () => true,
  },
];
