import { startAws } from './support/aws-loopback';
import type { AwsAnswer, StackResource } from './support/aws-loopback';

const BUS = 'aws.partner/genesys.com/cloud/organization-1/shop';
const RESOURCES: readonly StackResource[] = [
  { type: 'AWS::Events::EventBus', logicalId: 'BusAB12CD34', physicalId: BUS },
  { type: 'AWS::Events::Rule', logicalId: 'RequestsAB12CD34', physicalId: `${BUS}|requests` },
  { type: 'AWS::Events::Rule', logicalId: 'ConflictsAB12CD34', physicalId: `${BUS}|conflicts` },
];

type Aws = Awaited<ReturnType<typeof startAws>>;
const opened: Aws[] = [];
const NOT_THERE: AwsAnswer = { refusal: 'ResourceNotFoundException' };
const open = async (
  answer: (operation: string, body: string) => AwsAnswer,
  resources = RESOURCES,
): Promise<Aws> => {
  const aws = await startAws(resources, answer);
  opened.push(aws);
  return aws;
};
afterEach(() => Promise.all(opened.splice(0).map((aws) => aws.close())));

describe("the doctor's view of AWS", () => {
  it('knows the rules of the stack, and those that are gone', async () => {
    const { view } = await open((operation, body) => {
      if (operation === 'ListTargetsByRule') return { body: { Targets: [{ Id: 'workflow' }] } };
      return body.includes('"requests"') ? { body: { State: 'ENABLED' } } : NOT_THERE;
    });

    expect(await view.readRules()).toEqual([
      { name: 'Requests', state: 'ENABLED', targets: 1 },
      { name: 'Conflicts', state: 'MISSING', targets: 0 },
    ]);
  });

  it('looks for a rule without a bus on all buses it may be on', async () => {
    const nameless = { type: 'AWS::Events::Rule', logicalId: 'RAB12CD34', physicalId: 'requests' };
    const { view, seen } = await open(() => NOT_THERE, [RESOURCES[0]!, nameless]);
    await view.readRules();

    const buses = seen.flatMap(({ body }) => /"EventBusName":"([^"]+)"/.exec(body)?.[1] ?? []);
    expect(buses).toEqual([BUS, 'default']);
  });

  it('finds the bus of Genesys by its name', async () => {
    const { view } = await open(() => NOT_THERE);

    expect(await view.readPartnerBus()).toBe(BUS);
  });

  it('tells an event source that is not there from one it may not look at', async () => {
    const gone = await open(() => NOT_THERE);
    const hidden = await open(() => ({ refusal: 'AccessDeniedException' }));

    expect(await gone.view.readPartnerSource(BUS)).toBeUndefined();
    await expect(hidden.view.readPartnerSource(BUS)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it.each([
    [
      { LastChangedDate: 1_789_900_000, VersionIdsToStages: { one: ['AWSCURRENT'] } },
      { kind: 'found', isDeleted: false, changedAtMs: 1_789_900_000_000, hasPrevious: false },
    ],
    [
      { VersionIdsToStages: { one: ['AWSPREVIOUS'], two: ['AWSCURRENT'] } },
      { kind: 'found', isDeleted: false, hasPrevious: true },
    ],
    [{ DeletedDate: 1_789_900_000 }, { kind: 'found', isDeleted: true, hasPrevious: false }],
  ])('describes a secret without reading it: %j', async (body, expected) => {
    const { view, seen } = await open(() => ({ body }));

    expect(await view.describeSecret('arn:secret')).toEqual(expected);
    expect(seen).toHaveLength(1);
  });

  it('asks for the resources of the stack once, however much is looked at', async () => {
    const { view, seen } = await open(() => NOT_THERE);
    await Promise.all([view.readRules(), view.readPartnerBus(), view.readRules()]);

    const lists = seen.filter(({ body }) => body.startsWith('Action=ListStackResources'));
    expect(lists).toHaveLength(1);
  });

  it('finds the live session that was heard of last, in whichever partition', async () => {
    const newest = { conversationId: { S: 'newest' }, staleAtMs: { N: '20' } };
    const older = { conversationId: { S: 'older' }, staleAtMs: { N: '10' } };
    const { view } = await open((operation, body) => {
      if (operation === 'GetItem') return { body: { Item: { lastEventAtMs: { N: '7' } } } };
      return { body: { Items: [body.includes('{"S":"3"}') ? newest : older] } };
    });

    expect(await view.readLiveSession('sessions')).toEqual({
      conversationId: 'newest',
      lastEventMs: 7,
    });
  });
});
