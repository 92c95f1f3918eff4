import { admits, judge, PAUSE_CHECK_MS } from '../../../lambda/domain/guardrails';
import type { GuardrailFacts } from '../../../lambda/domain/guardrails';
import { anIntent } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { limitsOf, NO_LIMITS } from '../../support/limits';

const nothingPaused = { everything: false, types: [] };
const facts = (fields: Partial<GuardrailFacts> = {}): GuardrailFacts => ({
  nowMs: NOON_MS,
  pause: nothingPaused,
  recipient: { sends: [] },
  limits: NO_LIMITS,
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

describe('what a contact wants, and what a stage allows', () => {
  const HOUR_MS = 3_600_000;
  const nightAndDay = { from: '08:00', to: '22:00', timeZone: 'UTC', spreadMinutes: 0 };
  const twoSends = [1, 2].map((n) => ({ id: `other-${n}`, atMs: NOON_MS - n * HOUR_MS }));
  const capped = { frequencyCaps: [{ max: 2, perHours: 24 }] };

  it.each([
    ['ends it after an opt-out', 'optedOut', 'speak', { kind: 'end', reason: 'OPTED_OUT' }],
    ['ends it after an opt-out', 'optedOut', 'suppress', { kind: 'end', reason: 'OPTED_OUT' }],
    ['ends it', undefined, 'suppress', { kind: 'end', reason: 'NO_CONSENT_RECORD' }],
    ['lets it speak', undefined, 'speak', { kind: 'speak' }],
    ['lets it speak after an opt-in', 'optedIn', 'suppress', { kind: 'speak' }],
  ] as const)('consent %s: %s where missing consent means %s', (_, consent, missing, verdict) => {
    const limits = limitsOf({ missingConsent: missing });

    expect(judge(anIntent(), facts({ recipient: { consent, sends: [] }, limits }))).toEqual(
      verdict,
    );
  });

  it('quiet hours hold it until they are over', () => {
    const limits = limitsOf({ quietHours: nightAndDay });

    expect(judge(anIntent(), facts({ limits }))).toEqual({
      kind: 'hold',
      reason: 'QUIET_HOURS',
      untilMs: NOON_MS + 10 * HOUR_MS,
    });
  });

  it('quiet hours go by the contact’s own clock', () => {
    const limits = limitsOf({ quietHours: nightAndDay });
    const recipient = { timeZone: 'Pacific/Auckland', sends: [] };

    expect(judge(anIntent(), facts({ limits, recipient })).kind).toBe('speak');
  });

  it.each([
    ['end it', 'suppress', { kind: 'end', reason: 'FREQUENCY_CAP' }],
    ['hold it', 'hold', { kind: 'hold', reason: 'CAP_REACHED' }],
  ] as const)('caps %s where whenCapped is %s', (_, whenCapped, verdict) => {
    const limits = limitsOf({ ...capped, whenCapped });

    expect(judge(anIntent(), facts({ limits, recipient: { sends: twoSends } }))).toMatchObject(
      verdict,
    );
  });

  it('neither quiet hours nor caps apply to an exempt type, but consent does', () => {
    const limits = limitsOf({ ...capped, quietHours: nightAndDay, exemptTypes: ['otp'] });
    const otp = anIntent({ type: 'otp' });

    expect(judge(otp, facts({ limits, recipient: { sends: twoSends } })).kind).toBe('speak');
    expect(
      judge(otp, facts({ limits, recipient: { consent: 'optedOut', sends: twoSends } })).kind,
    ).toBe('end');
  });

  it('is asked in this order: not-before, consent, quiet hours, caps', () => {
    const limits = limitsOf({ ...capped, quietHours: nightAndDay });
    const recipient = { consent: 'optedOut', sends: twoSends } as const;
    const later = anIntent({ notBeforeMs: NOON_MS + 1 });

    expect(judge(later, facts({ limits, recipient }))).toMatchObject({ reason: 'NOT_YET' });
    expect(judge(anIntent(), facts({ limits, recipient }))).toMatchObject({ reason: 'OPTED_OUT' });
    expect(
      judge(anIntent(), facts({ limits, recipient: { consent: 'optedIn', sends: twoSends } })),
    ).toMatchObject({ reason: 'QUIET_HOURS' });
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
