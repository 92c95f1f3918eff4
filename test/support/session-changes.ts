import * as fc from 'fast-check';
import type { SessionChange } from '../../lambda/domain/session';

/** Changes of a few conversations at a few instants, so that repeats and races are common. What a change says depends on when it happened. */
const someChange: fc.Arbitrary<SessionChange> = fc
  .record({
    kind: fc.constantFrom('started' as const, 'ended' as const),
    conversationId: fc.constantFrom('a', 'b', 'c'),
    atMs: fc.integer({ min: 1, max: 6 }),
  })
  .map((change) => ({ ...change, contactId: 'contact-1', deploymentId: 'deployment-1' }));

export const someChanges = fc.array(someChange, { maxLength: 12 });

/** The same changes in another order, some of them more than once. */
export const disturbed = (changes: readonly SessionChange[]): fc.Arbitrary<SessionChange[]> =>
  fc
    .tuple(fc.subarray([...changes]), fc.constant(changes))
    .chain(([again, all]) =>
      fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
    );

export const someDisturbedChanges = someChanges.chain((changes) =>
  fc.record({ changes: fc.constant(changes), disturbed: disturbed(changes) }),
);

/** In the order of the events' own times, an end after a start of the same instant. */
export const inOrder = (changes: readonly SessionChange[]): SessionChange[] =>
  changes.toSorted(
    (a, b) => a.atMs - b.atMs || Number(a.kind === 'ended') - Number(b.kind === 'ended'),
  );
