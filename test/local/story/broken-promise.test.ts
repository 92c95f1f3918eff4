import { check, checkThat, describeBroken } from '../../../local/story/promise-check';
import { exitCodeOf, type StepReport } from '../../../local/story/story-report';
import {
  complaintsOf,
  createStoryteller,
  given,
  type Narrator,
} from '../../../local/story/storyteller';

const CHAPTER = { name: 'x', title: 'A step' };

function silentNarrator(): Narrator & { readonly closed: StepReport[] } {
  const closed: StepReport[] = [];
  return {
    closed,
    open: () => undefined,
    line: () => undefined,
    close: (report) => closed.push(report),
    end: async () => await Promise.resolve(),
  };
}

describe('a promise of the story', () => {
  it.each([
    ['an outcome', 'SENT', 'SENT', 'PARKED'],
    ['a list of messages', ['a', 'b'], ['a', 'b'], ['a', 'b', 'b']],
    ['a number of calls', 2, 2, 3],
    ['what is missing', [], [], ['scope']],
  ])('about %s is kept by the same and broken by another', (promise, expected, same, other) => {
    expect(check(promise, expected, same).kept).toBe(true);
    expect(check(promise, expected, other).kept).toBe(false);
  });

  it('says what was expected and what was found when it is broken', () => {
    const broken = describeBroken(check('messages', ['once'], ['once', 'once']));

    expect(broken).toBe('messages: expected ["once"], found ["once","once"]');
  });

  it('says in words what was expected when it is more than being equal', () => {
    const broken = describeBroken(checkThat('a new conversation', false, 'not c-1', 'c-1'));

    expect(broken).toBe('a new conversation: expected not c-1, found c-1');
  });
});

describe('a step of the story', () => {
  it('is not ok when one promise of several is broken, and the exit code says so', async () => {
    const storyteller = createStoryteller(silentNarrator());

    await storyteller.attempt(CHAPTER, async (teller) => {
      teller.check(check('reason', 'DELIVERED_TO_EXISTING', 'DELIVERED_TO_EXISTING'));
      teller.check(check('conversation', 'c-1', 'c-2'));
      await Promise.resolve();
    });

    expect(storyteller.reports).toMatchObject([{ name: 'x', ok: false }]);
    expect(exitCodeOf({ steps: storyteller.reports })).toBe(1);
  });

  it('that breaks off is told with its reason, and the next ones are told as well', async () => {
    const narrator = silentNarrator();
    const storyteller = createStoryteller(narrator);

    const brought = await storyteller.attempt(CHAPTER, async () => {
      await Promise.resolve();
      throw new Error('waited in vain');
    });
    await storyteller.attempt({ name: 'y', title: 'Next' }, async () => {
      await Promise.resolve();
      return given(brought, 'x');
    });

    expect(narrator.closed.map(complaintsOf)).toEqual([
      ['waited in vain'],
      ['not tried: step x did not come far enough'],
    ]);
  });

  it('that keeps all its promises makes the exit code 0', async () => {
    const storyteller = createStoryteller(silentNarrator());

    await storyteller.attempt(CHAPTER, async (teller) => {
      teller.check(check('calls', 2, 2));
      await Promise.resolve();
    });

    expect(exitCodeOf({ steps: storyteller.reports })).toBe(0);
  });

  it('is needed: a story that was never told keeps no promise', () => {
    expect(exitCodeOf({ steps: [] })).toBe(1);
  });
});
