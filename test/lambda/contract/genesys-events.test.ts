import { eventEnvelopeSchema } from '../../../lambda/contract/event-envelope';
import {
  CUSTOMER_END,
  CUSTOMER_START,
  customerEventDetailSchema,
} from '../../../lambda/contract/genesys-events';
import { parseInput } from '../../../lambda/contract/problems';
import { genesysEvents } from '../../support/genesys-events';

const start = genesysEvents['customer.start'];

describe('Genesys events', () => {
  it.each(Object.entries(genesysEvents))('have an envelope that is read: %s', (_, event) => {
    const parsed = parseInput(eventEnvelopeSchema, event);

    expect(parsed).toMatchObject({
      kind: 'valid',
      value: { id: event.id, 'detail-type': event['detail-type'] },
    });
  });

  it('are told apart by their topic, braces included', () => {
    expect(start['detail-type']).toBe(CUSTOMER_START);
    expect(genesysEvents['customer.end']['detail-type']).toBe(CUSTOMER_END);
  });

  it('tell when a customer came, who it is and to which deployment', () => {
    const parsed = parseInput(customerEventDetailSchema, start.detail);

    expect(parsed).toMatchObject({
      kind: 'valid',
      value: {
        eventBody: {
          eventTime: 1789898400949,
          conversationId: '2f7bf00a-0fc2-4d6a-9b56-92238191433e',
          externalContactId: '12456349-b5c7-4d8f-9eb4-f4df18bce9a9',
          direction: 'INBOUND',
          addressFrom: '7b5e4bcc-dc74-4539-aeca-d1e6616cb589',
          addressTo: 'b15b0736-c437-4efe-a6ca-6018f0c22fa7',
          messageType: 'WEBMESSAGING',
        },
      },
    });
  });

  it('tell how a customer left', () => {
    const parsed = parseInput(customerEventDetailSchema, genesysEvents['customer.end'].detail);

    expect(parsed).toMatchObject({ value: { eventBody: { disconnectType: 'PEER' } } });
  });

  it.each(['attributes', 'undelivered.messages'] as const)(
    'of another topic are not taken for a customer event: %s',
    (name) => {
      expect(parseInput(customerEventDetailSchema, genesysEvents[name].detail).kind).toBe(
        'invalid',
      );
    },
  );

  it.each([
    ['no time', { eventTime: undefined }, 'FIELD_MISSING', 'eventBody.eventTime'],
    ['a time in words', { eventTime: '2026-09-20' }, 'INVALID_TIME', 'eventBody.eventTime'],
    ['a time before all times', { eventTime: -1 }, 'INVALID_TIME', 'eventBody.eventTime'],
    ['no conversation', { conversationId: undefined }, 'FIELD_MISSING', 'eventBody.conversationId'],
    ['an empty conversation', { conversationId: '' }, 'INVALID_ID', 'eventBody.conversationId'],
    ['another channel', { messageType: 'WHATSAPP' }, 'WRONG_TYPE', 'eventBody.messageType'],
  ])('with %s are refused by code and path', (_, fields, code, path) => {
    const detail = { ...start.detail, eventBody: { ...start.detail.eventBody, ...fields } };

    const parsed = parseInput(customerEventDetailSchema, JSON.parse(JSON.stringify(detail)));

    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ code, path }] });
  });
});
