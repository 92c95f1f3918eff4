import { matching } from './support/anything';
import { startOrg, type Org } from './support/org';
import { playStory, topic } from './support/story';

/** The field sets of the published samples. */
const common = [
  'eventTime',
  'conversationId',
  'participantId',
  'sessionId',
  'mediaType',
  'messageType',
  'provider',
  'direction',
  'addressFrom',
  'addressTo',
];
const sampleFields = {
  'customer.start': [
    ...common,
    'externalContactId',
    'conversationExternalContactIds',
    'conversationExternalOrganizationIds',
    'journeyContext',
    'divisionId',
  ],
  'customer.end': [
    ...common,
    'disconnectType',
    'externalContactId',
    'conversationExternalContactIds',
    'interactingDurationMs',
    'divisionId',
  ],
  'user.end': [
    ...common,
    'disconnectType',
    'userId',
    'queueId',
    'interactingDurationMs',
    'heldDurationMs',
    'alertingDurationMs',
  ],
  attributes: [
    'eventTime',
    'conversationId',
    'participantId',
    'attributes',
    'conversationExternalContactIds',
    'communications',
  ],
};

describe('partner events', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  const names = async (): Promise<string[]> =>
    (await org.events()).map((event) => event['detail-type'].split('.').slice(-2).join('.'));

  it('follow every change of state, in order', async () => {
    await playStory(org);

    expect(await names()).toEqual([
      'customer.start',
      '{id}.attributes',
      'acd.start',
      'acd.end',
      'user.start',
      'user.end',
      'customer.end',
    ]);
  });

  it.each(Object.entries(sampleFields))(
    '%s has the fields of the published sample',
    async (name, fields) => {
      const conversationId = await playStory(org);
      const events = await org.events();
      const { detail } = events.find((each) => each['detail-type'] === topic(name))!;

      expect(Object.keys(detail)).toEqual([
        'topicName',
        'version',
        'eventBody',
        'metadata',
        'timestamp',
      ]);
      expect(detail).toMatchObject({
        topicName: topic(name).replace('{id}', conversationId),
        version: '2',
        metadata: { CorrelationId: matching(/^[0-9a-f-]{36}$/) },
        timestamp: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      expect(Object.keys(detail.eventBody).toSorted()).toEqual(fields.toSorted());
    },
  );

  it('spell a customer whose agent hung up in upper case', async () => {
    await playStory(org);
    const events = await org.events();

    expect(events.at(-1)?.detail.eventBody).toMatchObject({
      disconnectType: 'PEER',
      messageType: 'WEBMESSAGING',
      mediaType: 'MESSAGE',
      direction: 'INBOUND',
      addressTo: org.deploymentId,
    });
    expect(events.at(-2)?.detail.eventBody).toMatchObject({
      disconnectType: 'CLIENT',
      addressFrom: org.deploymentId,
    });
  });

  it('name the new contact when a conversation is reassigned', async () => {
    const { conversationId } = await org.messenger();
    const contactId = await org.contact();
    await org.control('POST', `/conversations/${conversationId}/contact`, { contactId });

    expect((await org.events()).at(-1)).toMatchObject({
      'detail-type': topic('contact'),
      detail: { eventBody: { externalContactId: contactId } },
    });
  });
});
