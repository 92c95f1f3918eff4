import { MAX_CHANNELS } from '../../../lambda/contract/channels';
import { parseInput } from '../../../lambda/contract/problems';
import {
  notificationRequestedSchema,
  REFERENCE_ROOM,
  roomForText,
} from '../../../lambda/contract/request-events';
import { aChannel, aPolicy, aRequest } from '../../support/builders';

const parse = (input: object) => parseInput(notificationRequestedSchema, aRequest(input));
const problems = (input: object): string[] => {
  const parsed = parse(input);
  return parsed.kind === 'valid' ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
};
const fallback = (fields: object = {}) => ({
  policy: { whenClosed: 'fallback' },
  channels: [aChannel()],
  ...fields,
});
const whatsapp = aChannel({ kind: 'whatsapp', to: '41790000001', from: 'integration-1' });
const open = aChannel({ kind: 'open', to: 'customer@shop', from: 'integration-2' });

describe('the channels of a request', () => {
  it('are taken in their order', () => {
    const channels = [whatsapp, aChannel(), open];

    expect(parse(fallback({ channels }))).toMatchObject({ value: { channels } });
  });

  it.each<[string, object, string]>([
    ['none', fallback({ channels: undefined }), 'FIELD_MISSING channels'],
    ['an empty list', fallback({ channels: [] }), 'FIELD_MISSING channels'],
    [
      'too many',
      fallback({ channels: Array.from({ length: MAX_CHANNELS + 1 }, () => aChannel()) }),
      'TOO_MANY_CHANNELS channels',
    ],
    [
      'an unknown kind',
      fallback({ channels: [{ ...aChannel(), kind: 'fax' }] }),
      'UNKNOWN_CHANNEL channels.0.kind',
    ],
    [
      'a phone number without its country',
      fallback({ channels: [whatsapp, aChannel({ to: '0790000001' })] }),
      'INVALID_ADDRESS channels.1.to',
    ],
    [
      'an address with a line break',
      fallback({ channels: [{ ...open, to: 'a\nb' }] }),
      'INVALID_ADDRESS channels.0.to',
    ],
    [
      'no sender',
      fallback({ channels: [{ ...open, from: undefined }] }),
      'FIELD_MISSING channels.0.from',
    ],
  ])('are refused by name: %s', (_, input, expected) => {
    expect(problems(input)).toEqual([expected]);
  });

  it.each([
    [765, {}, []],
    [766, {}, ['TEXT_TOO_LONG_FOR_CHANNEL text']],
    [765 - REFERENCE_ROOM, { reference: 'append' }, []],
    [766 - REFERENCE_ROOM, { reference: 'append' }, ['TEXT_TOO_LONG_FOR_CHANNEL text']],
  ])('limit a text of %i characters with %p when one is sms', (length, terms, expected) => {
    const policy = { whenClosed: 'fallback', ...terms };
    const channels = [whatsapp, aChannel()];

    expect(problems({ policy, channels, text: 'x'.repeat(length) })).toEqual(expected);
  });

  it('limit the words of a template just as much', () => {
    const policy = aPolicy({ whenClosed: 'fallback', reference: 'append' });

    expect(roomForText({ policy, channels: [whatsapp] })).toBe(2000 - REFERENCE_ROOM);
    expect(roomForText({ policy, channels: [whatsapp, aChannel()] })).toBe(765 - REFERENCE_ROOM);
    expect(
      problems({ text: undefined, template: { id: 'a' }, policy: { whenClosed: 'fallback' } }),
    ).toEqual(['FIELD_MISSING channels']);
  });

  it('limit no text that none of them will carry', () => {
    expect(problems({ channels: [aChannel()], text: 'x'.repeat(766) })).toEqual([]);
  });
});

describe('a policy', () => {
  it.each([
    { session: 'onlyIfLive', whenClosed: 'park' },
    { session: 'onlyIfClosed', whenClosed: 'park' },
    { session: 'waitForClose', whenClosed: 'park' },
    { session: 'onlyIfLive', whenClosed: 'fallback' },
    { session: 'waitForClose', whenClosed: 'drop' },
  ])('that contradicts itself is refused by name: %p', (policy) => {
    expect(problems(fallback({ policy }))).toEqual(['POLICY_CONTRADICTION policy.whenClosed']);
  });

  it.each([
    { session: 'append', whenClosed: 'park' },
    { session: 'append', whenClosed: 'fallback' },
    { session: 'onlyIfClosed', whenClosed: 'fallback' },
    { session: 'waitForClose', whenClosed: 'fallback' },
    { session: 'waitForClose', whenClosed: 'startNew', whileAgent: 'wait' },
  ])('that makes sense is taken: %p', (policy) => {
    expect(problems(fallback({ policy }))).toEqual([]);
  });
});
