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

  it('does not make do with the words when there should be a reference', () => {
    expect(findProof(withReference, [message()])).toEqual({ kind: 'absent' });
  });

  it('does not take the reference of another notification', () => {
    const text = textWithReference(lost.text, keyOf('B'));

    expect(findProof(withReference, [message({ text })])).toEqual({ kind: 'absent' });
  });

  it('finds nothing in an empty conversation', () => {
    expect(findProof(lost, [])).toEqual({ kind: 'absent' });
  });
});
