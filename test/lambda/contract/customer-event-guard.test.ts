import * as fc from 'fast-check';
import * as v from 'valibot';
import {
  customerEventDetailSchema,
  isCustomerEventDetail,
} from '../../../lambda/contract/genesys-events';

const body = {
  eventTime: 1_700_000_000_000,
  conversationId: 'conversation-1',
  externalContactId: 'contact-1',
  direction: 'INBOUND',
  addressFrom: 'guest-1',
  addressTo: 'deployment-1',
  messageType: 'WEBMESSAGING',
  disconnectType: 'PEER',
};

const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(256), 'SMS'),
  fc.constantFrom('x'.repeat(257), 0, -1, 1.5, Number.NaN, Infinity, 2 ** 53, true, {}, []),
  fc.anything(),
);

describe('the quick look at an event of a customer', () => {
  it('takes the event that Genesys sends', () => {
    expect(isCustomerEventDetail({ eventBody: body })).toBe(true);
  });

  it('has the verdict of the schema, whatever stands in a field or is missing', () => {
    const broken = fc
      .tuple(fc.constantFrom(...Object.keys(body)), odd, fc.boolean())
      .map(([field, value, isGone]): object => {
        const { [field]: _, ...rest } = { ...body } as Record<string, unknown>;
        return isGone ? rest : { ...rest, [field]: value };
      });
    const details = fc.oneof(
      broken.map((eventBody): unknown => ({ eventBody })),
      odd,
      odd.map((eventBody): unknown => ({ eventBody })),
    );

    fc.assert(
      fc.property(details, (detail) => {
        expect(isCustomerEventDetail(detail)).toBe(v.is(customerEventDetailSchema, detail));
      }),
      { numRuns: 2_000 },
    );
  });
});
