import { OUTCOMES, outcomeEvent, REASONS } from '../../../lambda/contract/outcomes';
import { nextStepFor, outcomeOf } from '../../../lambda/domain/reasons';

const particulars = { missing: ['conversation:message:create'], oauthClient: 'Reminders' };

describe('reasons', () => {
  it.each(REASONS)('%s belongs to an outcome', (reason) => {
    expect(OUTCOMES).toContain(outcomeOf(reason));
  });

  it.each(REASONS)('%s says its next step in a sentence', (reason) => {
    const nextStep = nextStepFor(reason);

    expect(nextStep).toMatch(/^[A-Z].{15,}\.$/);
    expect(nextStep).not.toMatch(/%./);
  });

  it.each(REASONS)('%s leaves no gap when Genesys named something', (reason) => {
    expect(nextStepFor(reason, particulars)).not.toMatch(/%./);
  });

  it.each(['MISSING_PERMISSION', 'MISSING_DIVISION'] as const)(
    '%s names everything that is missing',
    (reason) => {
      const nextStep = nextStepFor(reason, { missing: ['a:b:view', 'a:b:create'] });

      expect(nextStep).toContain('a:b:view or a:b:create');
    },
  );

  it.each(['CREDENTIALS_REFUSED', 'MISSING_PERMISSION', 'MISSING_DIVISION'] as const)(
    '%s names the OAuth client, or the one of this stack when Genesys did not name it',
    (reason) => {
      expect(nextStepFor(reason, particulars)).toContain('OAuth client "Reminders"');
      expect(nextStepFor(reason)).toContain('OAuth client of this stack');
    },
  );

  it('has a reason for every outcome', () => {
    expect(new Set(REASONS.map(outcomeOf))).toEqual(new Set(OUTCOMES));
  });

  it('calls nothing sent but what was delivered', () => {
    const sent = REASONS.filter((reason) => outcomeOf(reason) === 'SENT');

    expect(sent).toEqual([
      'DELIVERED_TO_EXISTING',
      'DELIVERED_TO_NEW',
      'DELIVERED_ELSEWHERE',
      'DELIVERED_BY_FALLBACK',
      'WEAK_MATCH',
    ]);
  });

  it('gives every outcome an event of its own', () => {
    const names = OUTCOMES.map(outcomeEvent);

    expect(new Set(names).size).toBe(OUTCOMES.length);
    expect(names.every((name) => /^Notification[A-Z][a-z]+$/.test(name))).toBe(true);
  });
});
