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
const open = async (
  answers: Readonly<Record<string, AwsAnswer>>,
  resources = RESOURCES,
): Promise<Aws> => {
  const aws = await startAws(
    resources,
    (operation) => answers[operation] ?? { refusal: 'UnknownOperationException' },
  );
  opened.push(aws);
  return aws;
};
afterEach(() => Promise.all(opened.splice(0).map((aws) => aws.close())));

describe("the doctor's view of AWS", () => {
  it('knows the rules of the stack, those that are gone, and none of others', async () => {
    const { view } = await open({
      ListRules: {
        body: {
          Rules: [
            { Name: 'requests', EventBusName: BUS, State: 'ENABLED' },
            { Name: 'of-another-stack', EventBusName: BUS, State: 'DISABLED' },
          ],
        },
      },
      ListTargetsByRule: { body: { Targets: [{ Id: 'workflow', Arn: 'arn:workflow' }] } },
    });

    expect(await view.readRules()).toEqual([
      { name: 'Requests', state: 'ENABLED', targets: 1 },
      { name: 'Conflicts', state: 'MISSING', targets: 0 },
    ]);
  });

  it('finds the rules on a bus that the app has brought', async () => {
    const onDefault = { type: 'AWS::Events::Rule', logicalId: 'RAB12CD34', physicalId: 'requests' };
    const { view, seen } = await open({ ListRules: { body: { Rules: [] } } }, [onDefault]);
    await view.readRules();

    expect(seen.at(-1)?.body).toBe('{"EventBusName":"default"}');
  });

  it('finds the bus of Genesys by its name', async () => {
    const { view } = await open({});

    expect(await view.readPartnerBus()).toBe(BUS);
  });

  it('tells an event source that is not there from one it may not look at', async () => {
    const gone = await open({ DescribeEventSource: { refusal: 'ResourceNotFoundException' } });
    const hidden = await open({ DescribeEventSource: { refusal: 'AccessDeniedException' } });

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
    const { view, seen } = await open({ DescribeSecret: { body } });

    expect(await view.describeSecret('arn:secret')).toEqual(expected);
    expect(seen).toHaveLength(1);
  });

  it('asks for the resources of the stack once, however much is looked at', async () => {
    const { view, seen } = await open({ ListRules: { body: { Rules: [] } } });
    await Promise.all([view.readRules(), view.readPartnerBus(), view.readRules()]);

    const lists = seen.filter(({ body }) => body.startsWith('Action=ListStackResources'));
    expect(lists).toHaveLength(1);
  });

  it('finds the live session that was heard of last, in whichever partition', async () => {
    const newest = { conversationId: { S: 'newest' }, staleAtMs: { N: '20' } };
    const { view } = await openPartitions((partition) =>
      partition === '3' ? [newest] : [{ conversationId: { S: 'older' }, staleAtMs: { N: '10' } }],
    );

    expect(await view.readLiveSession('sessions')).toEqual({
      conversationId: 'newest',
      lastEventMs: 7,
    });
  });
});

async function openPartitions(itemsOf: (partition: string) => readonly object[]): Promise<Aws> {
  const aws = await startAws(RESOURCES, (operation, body) => {
    if (operation === 'GetItem') return { body: { Item: { lastEventAtMs: { N: '7' } } } };
    const [, partition = ''] = /":partition":\{"S":"(\d)"\}/.exec(body) ?? [];
    return { body: { Items: itemsOf(partition) } };
  });
  opened.push(aws);
  return aws;
}
