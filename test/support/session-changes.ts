import * as fc from 'fast-check';
import type { SessionChange } from '../../lambda/domain/session-update';

const someone = fc.constantFrom('contact-1', 'contact-2');
const somewhere = fc.constantFrom('deployment-1', 'deployment-2');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** A few conversations at a few instants, so that repeats, races and contradictions are common. */
const when = {
  conversationId: fc.constantFrom('a', 'b', 'c'),
  atMs: fc.integer({ min: 1, max: 6 }),
};
const who = { contactId: maybe(someone), deploymentId: maybe(somewhere) };

const someChange: fc.Arbitrary<SessionChange> = fc.oneof(
  fc.record({ kind: fc.constant('started' as const), ...when, ...who }),
  fc.record({
    kind: fc.constant('ended' as const),
    ...when,
    ...who,
    disconnectType: maybe(fc.constantFrom('PEER', 'CLIENT')),
  }),
  fc.record({ kind: fc.constant('contactChanged' as const), ...when, contactId: someone }),
  fc.record({
    kind: fc.constant('registered' as const),
    ...when,
    webchatSessionId: fc.constantFrom('web-1', 'web-2'),
    contactId: someone,
    deploymentId: maybe(somewhere),
  }),
);

const someChanges = fc.array(someChange, { maxLength: 14 });

/** The same changes in another order, some of them more than once. */
const disturbed = (changes: readonly SessionChange[]): fc.Arbitrary<SessionChange[]> =>
  fc
    .subarray([...changes])
    .chain((again) =>
      fc.shuffledSubarray([...changes, ...again], { minLength: changes.length + again.length }),
    );

/** Cut into batches, at places that say how much of what is left each batch takes. */
function inBatches(changes: readonly SessionChange[], sizes: readonly number[]): SessionChange[][] {
  const [size = changes.length, ...rest] = sizes;
  if (changes.length === 0) return [];
  return [changes.slice(0, size), ...inBatches(changes.slice(size), rest)];
}

/** Changes in the order of their own times, and the same as a queue may deliver them. */
export const someDeliveries = someChanges.chain((changes) =>
  fc
    .record({
      arrived: disturbed(changes),
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 28 }),
    })
    .map(({ arrived, sizes }) => ({
      inOrder: changes.toSorted((a, b) => a.atMs - b.atMs),
      batches: inBatches(arrived, sizes),
    })),
);
