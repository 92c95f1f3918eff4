import { aNumber, containing } from './support/anything';
import { startAwsStub } from './support/aws-stub';
import { startOrg, type Org } from './support/org';
import { readJson } from './support/read-json';
import { playStory, topic } from './support/story';
import { until } from './support/until';

describe('partner events on their way to AWS', () => {
  let org: Org;
  let aws: Awaited<ReturnType<typeof startAwsStub>>;
  beforeAll(async () => {
    org = await startOrg();
  });
  afterAll(() => org.close());
  beforeEach(async () => {
    await org.reset();
    aws = await startAwsStub();
  });
  afterEach(() => aws.close());

  const partner = (fields: object = {}) =>
    org.control('POST', '/event-sources', {
      kind: 'partner',
      endpoint: aws.endpoint,
      region: 'eu-central-1',
      accessKeyId: 'test',
      secretAccessKey: 'test',
      name: 'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/proactive-notify',
      ...fields,
    });
  const fault = (action: object, fields: object = {}) =>
    org.control('POST', '/faults', { action, ...fields });

  const types = (): string[] => aws.entries().map(({ DetailType }) => DetailType);
  it('go to a partner event source by PutPartnerEvents, with the literal {id} in the type', async () => {
    await partner();
    const conversationId = await playStory(org);
    await until(() => aws.entries().length === 7);
    const [first] = aws.entries();

    expect(aws.puts[0]).toMatchObject({
      target: 'AWSEvents.PutPartnerEvents',
      authorization: containing('/eu-central-1/events/aws4_request'),
    });
    expect(first).toMatchObject({
      Source: 'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/proactive-notify',
      DetailType: topic('customer.start'),
      Time: aNumber,
    });
    expect(readJson<object>(first!.Detail)).toMatchObject({ eventBody: { conversationId } });
  });

  it('name the org in the source when no name is given', async () => {
    const { organizationId } = await org.control('GET', '/health');
    const { source } = await partner({ name: undefined, suffix: 'shop' });

    expect(source).toBe(`aws.partner/genesys.com/cloud/${organizationId}/shop`);
  });

  it('go to a custom bus by PutEvents under a source of one’s own', async () => {
    await partner({ kind: 'custom', name: undefined, busName: 'bus', source: 'com.genesys.cloud' });
    await org.messenger();
    await until(() => aws.entries().length === 1);

    expect(aws.puts[0]).toMatchObject({
      target: 'AWSEvents.PutEvents',
      entries: [{ EventBusName: 'bus', Source: 'com.genesys.cloud' }],
    });
  });

  it('are filtered by topic per source', async () => {
    await partner({ topics: [topic('customer.end')] });
    await playStory(org);
    await until(() => aws.entries().length === 1);

    expect(types()).toEqual([topic('customer.end')]);
  });

  it('are kept and tried again while the endpoint cannot be reached', async () => {
    const { port } = aws;
    await aws.close();
    await partner();
    await org.messenger();
    const waiting = await until(async () => {
      const [source] = await org.eventSources();
      return source?.lastError === null ? undefined : source;
    });
    aws = await startAwsStub(port);
    await until(() => aws.entries().length === 1);

    expect(waiting).toMatchObject({ delivered: 0, queued: 1 });
    const [after] = await org.eventSources();
    expect(after).toMatchObject({ delivered: 1, queued: 0, lastError: null });
  });

  it('are tried again when the bus refuses an entry', async () => {
    aws.failNext(1);
    await partner();
    await org.messenger();
    await until(() => aws.entries().length === 1);

    expect(types()).toEqual([topic('customer.start')]);
  });

  it('can be replayed, as Genesys may publish the same change again', async () => {
    await partner();
    await org.messenger();
    const { eventId } = (await org.events())[0]!;
    await org.control('POST', '/events/replay', { eventId, times: 2 });
    await until(() => aws.entries().length === 3);

    expect(new Set(aws.entries().map(({ Detail }) => Detail)).size).toBe(1);
  });

  describe('under faults', () => {
    it('are duplicated', async () => {
      await partner();
      await fault({ kind: 'events-duplicate', copies: 3 });
      await org.messenger();
      await until(() => aws.entries().length === 3);

      expect(new Set(types())).toEqual(new Set([topic('customer.start')]));
    });

    it('are held until the fault is removed', async () => {
      await partner();
      const { id } = await fault(
        { kind: 'events-hold' },
        { match: { topic: topic('customer.start') } },
      );
      await playStory(org);
      await until(() => aws.entries().length === 6);
      await org.control('DELETE', `/faults/${id}`);
      await until(() => aws.entries().length === 7);

      expect(types().at(-1)).toBe(topic('customer.start'));
    });

    it('are delayed on the simulator clock', async () => {
      await partner();
      await fault({ kind: 'events-delay', ms: 3_600_000 }, { times: 1 });
      await playStory(org);
      await until(() => aws.entries().length === 6);
      await org.control('POST', '/clock/advance', { ms: 3_600_000 });
      await until(() => aws.entries().length === 7);

      expect(types().at(-1)).toBe(topic('customer.start'));
    });

    it('are overtaken by later ones', async () => {
      await partner();
      await fault({ kind: 'events-reorder', overtakenBy: 2 }, { times: 1 });
      await playStory(org);
      await until(() => aws.entries().length === 7);

      expect(types().indexOf(topic('customer.start'))).toBeGreaterThanOrEqual(2);
    });
  });
});
