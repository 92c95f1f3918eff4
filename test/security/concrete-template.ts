import * as v from 'valibot';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

const resourceSchema = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
const templateSchema = v.object({ Resources: v.record(v.string(), resourceSchema) });

export type Resource = v.InferOutput<typeof resourceSchema>;
/** A template in which every reference has become what it would stand for in an account. */
export type ConcreteTemplate = Readonly<Record<string, Resource>>;

const PSEUDO = new Map([
  ['AWS::AccountId', ACCOUNT],
  ['AWS::Region', REGION],
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);

/** How the ARN of a resource goes on after account and region, by type; `#` stands for its name. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'dynamodb:table/#',
  'AWS::Events::EventBus': 'events:event-bus/#',
  'AWS::Events::Rule': 'events:rule/#',
  'AWS::KMS::Key': 'kms:key/#',
  'AWS::Lambda::Function': 'lambda:function:#',
  'AWS::Logs::LogGroup': 'logs:log-group:#:*',
  'AWS::Scheduler::ScheduleGroup': 'scheduler:schedule-group/#',
  'AWS::SecretsManager::Secret': 'secretsmanager:secret:#-AbCdEf',
  'AWS::SQS::Queue': 'sqs:#',
  'AWS::StepFunctions::StateMachine': 'states:stateMachine:#',
};

/** Types whose `Ref` is an ARN. */
const REF_IS_ARN = new Set(['AWS::StepFunctions::StateMachine', 'AWS::SecretsManager::Secret']);

/** Resolves a synthesized template. */
export function toConcrete(template: unknown): ConcreteTemplate {
  const { Resources } = v.parse(templateSchema, template);
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const intrinsic = intrinsicOf(value);
    if (intrinsic === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
    }
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = intrinsic;
    if (join) return join[1].map((part) => String(resolve(part))).join(join[0]);
    if (attribute) return attributeOf(Resources, attribute[0], attribute[1]);
    return referenceTo(Resources, Ref ?? '');
  };
  return Object.fromEntries(
    Object.entries(Resources).map(([id, { Type, Properties }]) => [
      id,
      { Type, Properties: v.parse(v.record(v.string(), v.unknown()), resolve(Properties)) },
    ]),
  );
}

/** The template with one piece of its JSON replaced everywhere, for tests that break it. */
export const withText = (template: ConcreteTemplate, from: string, to: string): ConcreteTemplate =>
  v.parse(
    v.record(v.string(), resourceSchema),
    JSON.parse(JSON.stringify(template).replaceAll(from, to)),
  );

const intrinsicSchema = v.union([
  v.strictObject({ Ref: v.string() }),
  v.strictObject({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
  v.strictObject({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) }),
]);

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}

function intrinsicOf(value: object): Intrinsic | undefined {
  const parsed = v.safeParse(intrinsicSchema, value);
  return parsed.success ? parsed.output : undefined;
}

function referenceTo(resources: Readonly<Record<string, Resource>>, id: string): string {
  const type = resources[id]?.Type ?? '';
  return PSEUDO.get(id) ?? (REF_IS_ARN.has(type) ? arnOf(resources, id) : nameOf(resources, id));
}

const attributeOf = (
  resources: Readonly<Record<string, Resource>>,
  id: string,
  attribute: string,
): string =>
  attribute === 'Arn' || attribute === 'Id' ? arnOf(resources, id) : `${id}.${attribute}`;

function nameOf(resources: Readonly<Record<string, Resource>>, id: string): string {
  const name = resources[id]?.Properties.Name;
  return typeof name === 'string' ? name : id;
}

function arnOf(resources: Readonly<Record<string, Resource>>, id: string): string {
  const type = resources[id]?.Type ?? '';
  if (type === 'AWS::IAM::Role') return `arn:aws:iam::${ACCOUNT}:role/${id}`;
  const [service = '', ...rest] = (ARNS[type] ?? `unknown:${type}/#`).split(':');
  const path = rest.join(':').replace('#', nameOf(resources, id));
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
}

/** Every resource of one type, with its logical id. */
export const ofType = (template: ConcreteTemplate, type: string): [string, Resource][] =>
  Object.entries(template).filter(([, resource]) => resource.Type === type);

/** The ARN of a resource of the template, as its references resolve. */
export const arnIn = (template: ConcreteTemplate, id: string): string => arnOf(template, id);
