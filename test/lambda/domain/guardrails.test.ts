import { admits, judge, PAUSE_CHECK_MS } from '../../../lambda/domain/guardrails';
import type { GuardrailFacts } from '../../../lambda/domain/guardrails';
import { anIntent } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';

const nothingPaused = { everything: false, types: [] };
const facts = (fields: Partial<GuardrailFacts> = {}): GuardrailFacts => ({
  nowMs: NOON_MS,
  pause: nothingPaused,
  ...fields,
});

describe('the guardrails', () => {
  it('let a notification speak that nothing stands in the way of', () => {
    expect(judge(anIntent(), facts())).toEqual({ kind: 'speak' });
  });

  it.each([
    ['everything', { everything: true, types: [] }],
    ['its type', { everything: false, types: ['other', 'delivery-delay'] }],
  ])('hold it while %s is paused, and look again some minutes later', (_, pause) => {
    expect(judge(anIntent({ type: 'delivery-delay' }), facts({ pause }))).toEqual({
      kind: 'hold',
      reason: 'PAUSED',
      untilMs: NOON_MS + PAUSE_CHECK_MS,
    });
  });

  it('let it speak while only another type is paused', () => {
    const pause = { everything: false, types: ['other'] };

    expect(judge(anIntent(), facts({ pause })).kind).toBe('speak');
  });

  it('end it once its deliver-by has come', () => {
    expect(judge(anIntent({ deliverByMs: NOON_MS }), facts())).toEqual({
      kind: 'end',
      reason: 'DELIVER_BY_PASSED',
    });
  });

  it('hold it until its not-before, and not a millisecond longer', () => {
    const intent = anIntent({ notBeforeMs: NOON_MS + 1 });

    expect(judge(intent, facts())).toEqual({
      kind: 'hold',
      reason: 'NOT_YET',
      untilMs: NOON_MS + 1,
    });
    expect(judge(intent, facts({ nowMs: NOON_MS + 1 })).kind).toBe('speak');
  });

  it('ask the kill switch before deliver-by, and deliver-by before not-before', () => {
    const intent = anIntent({ deliverByMs: NOON_MS, notBeforeMs: NOON_MS + 1 });

    expect(judge(intent, facts({ pause: { everything: true, types: [] } })).kind).toBe('hold');
    expect(judge(intent, facts())).toMatchObject({ reason: 'DELIVER_BY_PASSED' });
  });
});

describe('the audience of a stage', () => {
  it.each([
    ['everybody', { kind: 'everybody' } as const, undefined],
    ['its guests', { kind: 'guests', contactIds: ['contact-1'] } as const, undefined],
    ['other guests', { kind: 'guests', contactIds: ['contact-2'] } as const, 'NOT_A_GUEST'],
    ['nobody', { kind: 'nobody' } as const, 'SHADOW_MODE'],
  ])('that writes to %s answers for contact-1', (_, audience, answer) => {
    expect(admits(audience, 'contact-1')).toBe(answer);
  });
});
