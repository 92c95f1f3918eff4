import * as v from 'valibot';
import { ACCOUNT } from '../concrete-template';
import { compares, policySchema, servicesIn } from '../policy';
import type { Conditions } from '../policy';
import type { HouseRule } from './house-rule';

const IN_OUR_NAME = ['StringEquals'];
const FOR_OURS = ['ArnLike', 'ArnEquals', 'StringEquals'];

const namesSource = (conditions: Conditions, suffix = ''): boolean =>
  compares(
    conditions,
    IN_OUR_NAME.map((operator) => operator + suffix),
    'aws:SourceAccount',
  ) &&
  compares(
    conditions,
    FOR_OURS.map((operator) => operator + suffix),
    'aws:SourceArn',
  );

/** CloudWatch Logs names no source to a key, but whose log it encrypts. */
const namesOurLogs = (conditions: Conditions): boolean =>
  ['kms:EncryptionContext:aws:logs:arn', 'kms:EncryptionContext:SourceArn'].some((key) =>
    Object.values(conditions).some((operands) =>
      operands[key]?.every((arn) => arn.includes(`:${ACCOUNT}:`)),
    ),
  );

/** Lambda names the function when it wears a role, except while it prepares a network for it. */
const namesWearer = (service: string, conditions: Conditions): boolean =>
  namesSource(conditions) ||
  (service === 'lambda.amazonaws.com' && namesSource(conditions, 'IfExists'));

const roleSchema = v.object({ AssumeRolePolicyDocument: policySchema });
const keySchema = v.object({ KeyPolicy: policySchema });
const queuePolicySchema = v.object({ PolicyDocument: policySchema });
const busSchema = v.object({
  EventSourceName: v.optional(v.string()),
  Policy: v.optional(policySchema),
});

/** A service acts for our resources in our account, or not at all. */
export const TRUST_RULES: readonly HouseRule[] = [
  {
    name: 'RolesNameTheirWearer',
    type: 'AWS::IAM::Role',
    says: 'A service may wear the role without aws:SourceAccount and aws:SourceArn.',
    why: 'A deputy of another account could be talked into wearing it.',
    isBroken: ({ resource }) =>
      servicesIn(v.parse(roleSchema, resource.Properties).AssumeRolePolicyDocument).some(
        ({ service, conditions }) => !namesWearer(service, conditions),
      ),
  },
  {
    name: 'KeyNamesItsUsers',
    type: 'AWS::KMS::Key',
    says: 'A service may use the key for anybody.',
    why: 'A deputy of another account could be talked into using it.',
    isBroken: ({ resource }) =>
      servicesIn(v.parse(keySchema, resource.Properties).KeyPolicy).some(
        ({ conditions }) => !namesSource(conditions) && !namesOurLogs(conditions),
      ),
  },
  {
    name: 'QueuesNameTheirSenders',
    type: 'AWS::SQS::QueuePolicy',
    says: 'A service may send for anybody.',
    why: 'A rule of another account could fill the queue.',
    isBroken: ({ resource }) =>
      servicesIn(v.parse(queuePolicySchema, resource.Properties).PolicyDocument).some(
        ({ conditions }) => !namesSource(conditions),
      ),
  },
  {
    name: 'BusReservesOurSource',
    type: 'AWS::Events::EventBus',
    says: 'Nobody is denied to publish under the source of the workflow.',
    why: 'Inside one account an identity policy is enough to publish; only a denial keeps a forged outcome out.',
    isBroken: ({ resource }) => {
      const { EventSourceName, Policy } = v.parse(busSchema, resource.Properties);
      // EventBridge itself refuses events that claim to come from a partner.
      if (EventSourceName !== undefined) return false;
      return !Policy?.Statement.some(
        ({ Effect, Condition }) =>
          Effect === 'Deny' &&
          compares(Condition, ['ForAnyValue:StringEquals'], 'events:source') &&
          compares(Condition, ['ArnNotEquals'], 'aws:PrincipalArn'),
      );
    },
  },
];
