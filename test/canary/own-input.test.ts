import { withoutOwnInput } from './own-input';

const event = { id: 'e-1', detail: { text: 'canary' } };
const ownInput = 'the event the execution was started with';
const masked = (written: unknown): string => JSON.stringify(withoutOwnInput(written, event));

describe('the own input of an execution', () => {
  it.each([
    ['as it is', event],
    ['in a text', JSON.stringify(event)],
    ['in a text in a text', JSON.stringify({ input: JSON.stringify({ event }) })],
    ['in another order', { detail: { text: 'canary' }, id: 'e-1' }],
  ])('is masked where it stands whole, %s', (_, written) => {
    expect(masked(written)).toContain(ownInput);
    expect(masked(written)).not.toContain('canary');
  });

  it.each([
    ['a part of it', event.detail],
    ['a part of it in a text', { output: JSON.stringify(event.detail) }],
    ['more than it', { ...event, more: true }],
    ['its text', ['canary']],
  ])('does not hide %s', (_, written) => {
    expect(masked(written)).toContain('canary');
  });
});
