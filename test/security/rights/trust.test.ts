import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ACCOUNT, arnIn, ofType, REGION } from '../concrete-template';
import { templateForReview } from '../reviewed-stack';
import { rolesIn } from './names';
import { createSimulator } from './simulate';

const template = templateForReview();
const simulate = createSimulator(template);
const roles = rolesIn(template);
const bus = ofType(template, 'AWS::Events::EventBus').find(
  ([, { Properties }]) => Properties.EventSourceName === undefined,
)![0];
const group = ofType(template, 'AWS::Scheduler::ScheduleGroup')[0]![0];
const OTHER_ACCOUNT = '210987654321';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const arn = (service: string, path: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;

/** Who wears a role, and what it names then. */
function wearerOf(role: string): { service: string; arn: string } {
  if (/Schedule/.test(role)) return { service: 'scheduler', arn: arnIn(template, group) };
  if (role === 'Workflow') return { service: 'states', arn: arn('states', 'stateMachine:any') };
  if (role === 'IntakeStart') {
    const name = arnIn(template, bus).split('event-bus/')[1];
    return { service: 'events', arn: arn('events', `rule/${name}/any`) };
  }
  return { service: 'lambda', arn: arn('lambda', 'function:any') };
}

const wear = (role: string, source: { service: string; account: string; arn: string }) =>
  simulate({
    principal: `${source.service}.amazonaws.com`,
    action: 'sts:AssumeRole',
    arn: roles.find(({ name }) => name === role)!.arn,
    context: { 'aws:SourceAccount': source.account, 'aws:SourceArn': source.arn },
  });

describe.each(roles)('the role $name', ({ name }) => {
  const { service, arn: source } = wearerOf(name);

  it('is worn by its service for our resources', async () => {
    expect(await wear(name, { service, arn: source, account: ACCOUNT })).toBe('Allowed');
  });

  it('is not worn for another account, another kind of resource, or by another service', async () => {
    const foreign = source.replace(ACCOUNT, OTHER_ACCOUNT);

    expect(await wear(name, { service, arn: foreign, account: OTHER_ACCOUNT })).not.toBe('Allowed');
    expect(await wear(name, { service, arn: foreign, account: ACCOUNT })).not.toBe('Allowed');
    expect(await wear(name, { service, arn: source, account: OTHER_ACCOUNT })).not.toBe('Allowed');
    expect(await wear(name, { service: 'ec2', arn: source, account: ACCOUNT })).not.toBe('Allowed');
  });
});

describe('a role of a rule or a schedule', () => {
  it.each(['IntakeStart', 'Schedules', 'SweeperSchedule'])(
    '%s is not worn for one outside of the stack',
    async (role) => {
      const { service, arn: source } = wearerOf(role);
      const elsewhere = source.replace(/(rule|schedule-group)\/[^/]+/, '$1/default');

      expect(await wear(role, { service, arn: elsewhere, account: ACCOUNT })).not.toBe('Allowed');
    },
  );
});

const arnOfRole = (name: string): string => roles.find((role) => role.name === name)!.arn;
const ledger = ofType(template, 'AWS::DynamoDB::Table').find(([id]) => id.includes('Ledger'))![0];

const publish = (role: string, source: string) =>
  simulate({
    principal: arnOfRole(role),
    action: 'events:PutEvents',
    arn: arnIn(template, bus),
    context: { 'events:source': [source], 'aws:PrincipalArn': arnOfRole(role) },
  });

describe('the bus', () => {
  it('hears outcomes from the workflow alone, whoever else may publish', async () => {
    expect(await publish('Workflow', 'proactive-messaging')).toBe('Allowed');
    expect(await publish('Schedules', 'proactive-messaging')).toBe('ExplicitlyDenied');
  });

  it('hears requests from everybody who may publish', async () => {
    expect(await publish('Schedules', 'proactive-messaging.schedules')).toBe('Allowed');
    expect(await publish('FunctionsPostMessage', 'shop.orders')).toBe('ImplicitlyDenied');
  });
});

const write = (role: string, row: string) =>
  simulate({
    principal: arnOfRole(role),
    action: 'dynamodb:UpdateItem',
    arn: arnIn(template, ledger),
    context: { 'dynamodb:LeadingKeys': [row] },
  });

const writersOf = async (row: string): Promise<string[]> => {
  const verdicts = await Promise.all(roles.map(({ name }) => write(name, row)));
  return roles.filter((_, index) => verdicts[index] === 'Allowed').map(({ name }) => name);
};

describe('the ledger', () => {
  it('lets no role of ours throw the kill switch', async () => {
    expect(await writersOf('NOTIF#1')).toHaveLength(11);
    expect(await writersOf('CONTROL')).toEqual([]);
  });

  it('lets the workflow write notifications and no recipients, and its functions both', async () => {
    expect(await write('Workflow', 'RECIP#1')).toBe('ImplicitlyDenied');
    expect(await write('FunctionsPostMessage', 'RECIP#1')).toBe('Allowed');
  });
});
