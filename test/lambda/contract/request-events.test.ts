import { parseInput } from '../../../lambda/contract/problems';
import {
  MAX_TEXT_LENGTH,
  notificationRequestedSchema,
  REFERENCE_ROOM,
} from '../../../lambda/contract/request-events';
import { textWithReference } from '../../../lambda/domain/proof';
import { aPolicy, aRequest, KEY } from '../../support/builders';

const parseRequest = (input: unknown) => parseInput(notificationRequestedSchema, input);

describe('NotificationRequested', () => {
  it('needs an occurrence, a contact and a text, and knows the rest', () => {
    const minimal = { occurrence: 'order-4711', contactId: 'contact-1', text: 'Late.' };

    expect(parseRequest(minimal)).toEqual({
      kind: 'valid',
      value: {
        ...minimal,
        version: '1',
        type: 'default',
        policy: aPolicy(),
        priority: 'single',
      },
    });
  });

  it('takes everything it offers', () => {
    const full = aRequest({
      version: '1',
      webchatSessionId: 'web-1',
      conversationId: 'conversation-1',
      from: { id: 'bot-1' },
      policy: {
        session: 'onlyIfLive',
        whenClosed: 'drop',
        whileAgent: 'wait',
        whenInDoubt: 'resend',
        reference: 'append',
      },
      priority: 'campaign',
      deliverBy: '2026-09-20T12:00:00Z',
    });

    expect(parseRequest(full)).toEqual({ kind: 'valid', value: full });
  });

  it('ignores fields it does not know', () => {
    const parsed = parseRequest(aRequest({ campaign: { name: 'autumn' } }));

    expect(parsed).not.toHaveProperty('value.campaign');
    expect(parsed.kind).toBe('valid');
  });

  it.each([1, MAX_TEXT_LENGTH])('takes a text of %i characters', (length) => {
    expect(parseRequest(aRequest({ text: 'x'.repeat(length) })).kind).toBe('valid');
  });

  it('takes a text with its reference up to the length that every channel takes', () => {
    const text = 'x'.repeat(MAX_TEXT_LENGTH - REFERENCE_ROOM);

    expect(parseRequest(aRequest({ text, policy: { reference: 'append' } })).kind).toBe('valid');
    expect(textWithReference(text, KEY)).toHaveLength(MAX_TEXT_LENGTH);
  });

  it.each([
    '2026-09-20T12:00:00Z',
    '2026-09-20T12:00:00.123Z',
    '2026-09-20T14:00:00+02:00',
    '2026-09-20T14:00:00+0200',
  ])('takes the instant %s', (deliverBy) => {
    expect(parseRequest(aRequest({ deliverBy })).kind).toBe('valid');
  });

  it.each<[string, object, string, string]>([
    ['no contact', { contactId: undefined }, 'FIELD_MISSING', 'contactId'],
    ['no text', { text: undefined }, 'FIELD_MISSING', 'text'],
    ['no occurrence', { occurrence: undefined }, 'FIELD_MISSING', 'occurrence'],
    ['a contact that is null', { contactId: null }, 'WRONG_TYPE', 'contactId'],
    ['a contact that is a number', { contactId: 4711 }, 'WRONG_TYPE', 'contactId'],
    ['a contact with a slash', { contactId: 'a/../b' }, 'INVALID_ID', 'contactId'],
    ['a contact with a space', { contactId: 'a b' }, 'INVALID_ID', 'contactId'],
    ['a contact with a line break', { contactId: 'a\nb' }, 'INVALID_ID', 'contactId'],
    ['a contact that is too long', { contactId: 'a'.repeat(129) }, 'INVALID_ID', 'contactId'],
    ['an empty contact', { contactId: '' }, 'INVALID_ID', 'contactId'],
    [
      'a conversation that leaves its path',
      { conversationId: '..' },
      'INVALID_ID',
      'conversationId',
    ],
    ['an empty text', { text: '' }, 'TEXT_EMPTY', 'text'],
    ['a text of blanks', { text: ' \n\t ' }, 'TEXT_EMPTY', 'text'],
    ['a text that is too long', { text: 'x'.repeat(2001) }, 'TEXT_TOO_LONG', 'text'],
    ['a text that is a list', { text: ['Late.'] }, 'WRONG_TYPE', 'text'],
    ['an unknown version', { version: '2' }, 'UNKNOWN_VERSION', 'version'],
    ['a version that is a number', { version: 1 }, 'UNKNOWN_VERSION', 'version'],
    [
      'an unknown session policy',
      { policy: { session: 'shout' } },
      'UNKNOWN_POLICY',
      'policy.session',
    ],
    ['an unknown way out', { policy: { whenClosed: 'x' } }, 'UNKNOWN_POLICY', 'policy.whenClosed'],
    [
      'an unknown answer to doubt',
      { policy: { whenInDoubt: 'hope' } },
      'UNKNOWN_POLICY',
      'policy.whenInDoubt',
    ],
    ['an unknown reference', { policy: { reference: true } }, 'UNKNOWN_POLICY', 'policy.reference'],
    [
      'a text that leaves no room for its reference',
      { text: 'x'.repeat(1989), policy: { reference: 'append' } },
      'TEXT_TOO_LONG',
      'text',
    ],
    ['a policy that is a word', { policy: 'append' }, 'WRONG_TYPE', 'policy'],
    ['a sender without id', { from: {} }, 'FIELD_MISSING', 'from.id'],
    ['a deliverBy in words', { deliverBy: 'tomorrow' }, 'INVALID_TIME', 'deliverBy'],
    [
      'a deliverBy without a zone',
      { deliverBy: '2026-09-20T12:00:00' },
      'INVALID_TIME',
      'deliverBy',
    ],
    [
      'a deliverBy in a month 13',
      { deliverBy: '2026-13-01T12:00:00Z' },
      'INVALID_TIME',
      'deliverBy',
    ],
    [
      'a deliverBy no clock reads',
      { deliverBy: '2026-09-20T12:00:00+05' },
      'INVALID_TIME',
      'deliverBy',
    ],
    [
      'a deliverBy with a gap',
      { deliverBy: '2026-09-20T12:00:00 +05:00' },
      'INVALID_TIME',
      'deliverBy',
    ],
    ['a deliverBy that is a number', { deliverBy: 1789898400949 }, 'WRONG_TYPE', 'deliverBy'],
  ])('refuses %s by code and path', (_, fields, code, path) => {
    const parsed = parseRequest(JSON.parse(JSON.stringify(aRequest(fields))));

    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ code, path }] });
  });

  it('reports every problem at once', () => {
    const parsed = parseRequest({ text: '', version: '9' });

    const problems = parsed.kind === 'invalid' ? parsed.problems : [];
    expect(problems.map(({ code, path }) => `${path} ${code}`).toSorted()).toEqual([
      'contactId FIELD_MISSING',
      'occurrence FIELD_MISSING',
      'text TEXT_EMPTY',
      'version UNKNOWN_VERSION',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'FIELD_MISSING'],
    ['null', null, 'WRONG_TYPE'],
    ['a word', 'NotificationRequested', 'WRONG_TYPE'],
    ['a number', 4711, 'WRONG_TYPE'],
    ['a truth', true, 'WRONG_TYPE'],
  ])('refuses %s in its place', (_, input, code) => {
    expect(parseRequest(input)).toMatchObject({ kind: 'invalid', problems: [{ code, path: '$' }] });
  });

  it('refuses a list in its place', () => {
    expect(parseRequest([aRequest()]).kind).toBe('invalid');
  });

  it('is not misled by __proto__', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"contactId":"contact-1"},"occurrence":"o","text":"Late."}',
    );

    const parsed = parseRequest(hostile);

    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ path: 'contactId' }] });
    expect({}).not.toHaveProperty('contactId');
  });

  it('survives a request that is nested deeply', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);

    expect(parseRequest(aRequest({ policy: deep, extra: deep })).kind).toBe('valid');
    expect(parseRequest(aRequest({ text: deep }))).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'WRONG_TYPE', path: 'text', found: 'object' }],
    });
  });
});
