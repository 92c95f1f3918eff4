import { isExpired } from '../../../lambda/domain/notification';
import { anIntent } from '../../support/builders';

describe('isExpired', () => {
  it.each([
    ['before deliverBy', 999, false],
    ['at deliverBy', 1000, true],
    ['after deliverBy', 1001, true],
  ])('is decided %s: %i', (_, nowMs, expired) => {
    expect(isExpired(anIntent({ deliverByMs: 1000 }), nowMs)).toBe(expired);
  });

  it('never happens to a notification without deliverBy', () => {
    expect(isExpired(anIntent(), Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
