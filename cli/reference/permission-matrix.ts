import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { ProactiveMessaging } from '../../lib';

const oneOrMore = v.pipe(
  v.unknown(),
  v.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
);
const policySchema = v.object({
  Properties: v.object({
    Roles: v.array(v.object({ Ref: v.string() })),
    PolicyDocument: v.object({
      Statement: v.array(
        v.object({
          Action: oneOrMore,
          Resource: oneOrMore,
          Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown()))),
        }),
      ),
    }),
  }),
});
type Statement = v.InferOutput<
  typeof policySchema
>['Properties']['PolicyDocument']['Statement'][number];

/** What one role may do, read from the template itself. */
export interface Permission {
  readonly role: string;
  readonly actions: readonly string[];
  readonly on: string;
}

/** Every permission of every role that the product has, by role. */
export function permissions(): Permission[] {
  const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Reference');
  new ProactiveMessaging(stack, 'Messaging', {
    genesys: { domain: 'mypurecloud.ie' },
    eventSourceName: 'aws.partner/genesys.com/cloud/00000000-0000-4000-8000-000000000000/reference',
  });
  const nameOf = namesIn(stack);
  const byPlace = new Map<string, Permission>();
  for (const policy of Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))) {
    const { Roles, PolicyDocument } = v.parse(policySchema, policy).Properties;
    const role = Roles.map(({ Ref }) => nameOf(Ref)).join(', ');
    for (const statement of PolicyDocument.Statement) {
      const on = describeResources(statement, nameOf);
      const { actions } = byPlace.get(`${role} ${on}`) ?? { actions: [] };
      const all = new Set([...actions, ...statement.Action.map(String)]);
      byPlace.set(`${role} ${on}`, { role, on, actions: [...all].toSorted() });
    }
  }
  return [...byPlace.values()].toSorted((one, other) =>
    `${one.role} ${one.on}`.localeCompare(`${other.role} ${other.on}`),
  );
}

/** As a table of Markdown. */
export const permissionTable = (): string =>
  [
    '| role | may | on |',
    '| --- | --- | --- |',
    ...permissions().map(
      ({ role, actions, on }) =>
        `| ${role} | ${actions.map((action) => `\`${action}\``).join(', ')} | ${on} |`,
    ),
  ].join('\n');

type NameOf = (logicalId: string) => string;

/** The name of a resource in the tree of constructs, without what every name begins and ends with. */
function namesIn(stack: Stack): NameOf {
  const names = new Map<string, string>();
  for (const element of stack.node.findAll()) {
    if (!CfnElement.isCfnElement(element)) continue;
    const logicalId = v.parse(v.string(), stack.resolve(element.logicalId));
    const path = element.node.path.replace(/^Reference\/(Messaging\/)?/, '');
    names.set(logicalId, path.replace(/(\/ServiceRole|\/DefaultPolicy)?\/Resource$/, ''));
  }
  return (logicalId) => names.get(logicalId) ?? logicalId;
}

function describeResources({ Resource, Condition }: Statement, nameOf: NameOf): string {
  const names = Resource.map((resource) =>
    describe(resource, nameOf).replace(/^arn:.*:table\//, ''),
  );
  const places = [...new Set(names)].map((name) => wholeName(name, names)).filter(Boolean);
  const keys = Object.values(Condition ?? {}).flatMap((tests) => Object.keys(tests));
  return keys.length > 0 ? `${places.join(', ')} (if ${keys.join(', ')})` : places.join(', ');
}

/** A table with its indexes and a function with its versions are one place. */
function wholeName(name: string, names: readonly string[]): string {
  if (names.includes(name.replace(/(\/index\/|:)\*$/, '')) && name.endsWith('*')) return '';
  return names.includes(`${name}/index/*`) ? `${name} and its indexes` : name;
}

const referenceSchema = v.union([
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => ({ id: Ref })),
  ),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
    v.transform(({ 'Fn::GetAtt': [id] }) => ({ id })),
  ),
]);
const joinSchema = v.object({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) });

function describe(resource: unknown, nameOf: NameOf): string {
  if (typeof resource === 'string') return resource === '*' ? 'everything' : resource;
  if (v.is(joinSchema, resource)) {
    return resource['Fn::Join'][1].map((part) => describe(part, nameOf)).join('');
  }
  return nameOf(v.parse(referenceSchema, resource).id);
}
