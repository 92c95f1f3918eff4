import * as v from 'valibot';
import { ACCOUNT, arnIn, ofType, REGION } from '../concrete-template';
import type { ConcreteTemplate } from '../concrete-template';
import { serviceOf } from './actions';

/** A resource by the name it has in our code, without the hash that CDK appends. */
export const nameOf = (logicalId: string): string =>
  logicalId.replace(/^ProactiveMessaging/, '').replace(/[0-9A-F]{8}$/, '');

/** Every role, by the name of what it is for. */
export function rolesIn(template: ConcreteTemplate): { name: string; arn: string }[] {
  return ofType(template, 'AWS::IAM::Role').map(([id]) => ({
    name: nameOf(id).replace(/RightsRole$/, ''),
    arn: arnIn(template, id),
  }));
}

const indexesSchema = v.optional(v.array(v.object({ IndexName: v.string() })), []);

export interface Target {
  readonly name: string;
  readonly arn: string;
}

/** Every resource that has an ARN, indexes as well, and one beside ours for each service somebody could try. */
export function targetsIn(template: ConcreteTemplate, services: ReadonlySet<string>): Target[] {
  const own = Object.entries(template).flatMap(([id, { Properties }]) => {
    const target = { name: nameOf(id), arn: arnIn(template, id) };
    const indexes = v.parse(indexesSchema, Properties.GlobalSecondaryIndexes);
    return [
      target,
      ...indexes.map(({ IndexName }) => ({
        name: `${target.name}/index/${IndexName}`,
        arn: `${target.arn}/index/${IndexName}`,
      })),
    ];
  });
  const foreign = [...services].map((service) => ({
    name: 'not ours',
    arn: `arn:aws:${service}:${REGION}:${ACCOUNT}:${FOREIGN[service] ?? 'other'}`,
  }));
  return [...own, ...foreign].filter(({ arn }) => services.has(serviceOf(arn)));
}

/** What stands between the account and the name, so that a pattern could take it for ours. */
const FOREIGN: Readonly<Record<string, string>> = {
  dynamodb: 'table/Other',
  events: 'event-bus/default',
  kms: 'key/other',
  lambda: 'function:other',
  logs: 'log-group:other:*',
  secretsmanager: 'secret:other-AbCdEf',
  states: 'stateMachine:other',
};
