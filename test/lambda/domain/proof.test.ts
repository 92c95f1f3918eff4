import { findProof, referenceOf, textWithReference } from '../../../lambda/domain/proof';
import type { ListedMessage } from '../../../lambda/domain/proof';
import { KEY, keyOf } from '../../support/builders';

const SENT_AT = 1_000_000;
const message = (fields: Partial<ListedMessage> = {}): ListedMessage => ({
  messageId: 'message-1',
  direction: 'outbound',
  text: 'Your order is late.',
  atMs: SENT_AT,
  ...fields,
});
const lost = { text: 'Your order is late.', sentAtMs: SENT_AT };
const withReference = { ...lost, reference: referenceOf(KEY) };

describe('findProof', () => {
  it('finds the same words only to be a weak proof', () => {
    expect(findProof(lost, [message()])).toEqual({ kind: 'weak', messageId: 'message-1' });
  });

  it('finds the reference to be an exact proof, whatever else the text says', () => {
    const text = textWithReference('Changed on the way.', KEY);

    expect(findProof(withReference, [message({ text })])).toMatchObject({ kind: 'exact' });
  });

  it.each<[string, Partial<ListedMessage>]>([
    ['white space was folded', { text: ' Your  order\nis late. ' }],
    ['its time is unknown', { atMs: undefined }],
    ['the clocks differ by a minute', { atMs: SENT_AT - 60_000 }],
    ['it is much younger', { atMs: SENT_AT + 86_400_000 }],
  ])('knows it again when %s', (_, fields) => {
    expect(findProof(lost, [message(fields)]).kind).toBe('weak');
  });

  it.each<[string, Partial<ListedMessage>]>([
    ['what the customer said', { direction: 'inbound' }],
    ['other words', { text: 'Your order is early.' }],
    ['a longer text', { text: 'Your order is late. Sorry.' }],
    ['the same words of an earlier day', { atMs: SENT_AT - 60_001 }],
  ])('takes %s for no proof', (_, fields) => {
    expect(findProof(lost, [message(fields)])).toEqual({ kind: 'absent' });
  });

  it.each<[string, string, string]>([
    ['composed', 'Grüße', 'Gru\u0308ße'],
    ['decomposed', 'Gru\u0308ße', 'Grüße'],
    ['with other blanks', 'Your order', 'Your\u00a0order'],
    ['with a trailing line break', 'Your order', 'Your order\r\n'],
  ])('knows its words again when the channel shows them %s', (_, text, shown) => {
    const proof = findProof({ text, sentAtMs: SENT_AT }, [message({ text: shown })]);

    expect(proof.kind).toBe('weak');
  });

  it("takes an agent's own typing of the same words for a weak proof", () => {
    const typed = message({ messageId: 'typed-by-an-agent', atMs: SENT_AT + 5_000 });

    expect(findProof(lost, [typed])).toEqual({ kind: 'weak', messageId: 'typed-by-an-agent' });
  });

  it('finds the message among others', () => {
    const others = [
      message({ messageId: 'inbound', direction: 'inbound' }),
      message({ messageId: 'older', atMs: SENT_AT - 86_400_000 }),
      message({ messageId: 'ours' }),
    ];

    expect(findProof(lost, others)).toEqual({ kind: 'weak', messageId: 'ours' });
  });

  it.each<[string, Partial<ListedMessage>]>([
    ['in what the customer quotes', { direction: 'inbound' }],
    ['long before it was sent', { atMs: SENT_AT - 60_001 }],
  ])('takes the reference for no proof %s', (_, fields) => {
    const text = textWithReference(lost.text, KEY);

    expect(findProof(withReference, [message({ text, ...fields })])).toEqual({ kind: 'absent' });
  });

  it('does not make do with the words when a reference is expected', () => {
    expect(findProof(withReference, [message()])).toEqual({ kind: 'absent' });
  });

  it('does not take the reference of another notification', () => {
    const text = textWithReference(lost.text, keyOf('B'));

    expect(findProof(withReference, [message({ text })])).toEqual({ kind: 'absent' });
  });

  it('puts the beginning of the key under the text, which tells nothing of the contact', () => {
    expect(textWithReference('Late.', KEY)).toBe('Late.\nRef AAAAAAA');
  });

  it('finds nothing in an empty conversation', () => {
    expect(findProof(lost, [])).toEqual({ kind: 'absent' });
  });
});
