import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { PreferenceChange } from '../../../lambda/domain/recipient';
import { sendIdOf } from '../../../lambda/domain/recipient';
import type { SlotTicket } from '../../../lambda/domain/ports';
import { keyOf } from '../../support/builders';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';

const NOW = 1_000_000;
const [KEY_A, KEY_B] = [keyOf('A'), keyOf('B')];

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
  { where: "in the bench's memory", open: inBenchMemory },
])('a recipient $where', ({ open }) => {
  let under: LedgerUnderTest;
  let recipientRef: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(() => {
    recipientRef = randomUUID();
  });

  type Change = Omit<PreferenceChange, 'recipientRef'>;
  const tell = (change: Change) => under.recipients.changePreference({ ...change, recipientRef });
  const recipient = () => under.ledger.fetchRecipient(recipientRef);
  const claim = (notificationKey: string, missingConsent: 'suppress' | 'speak' = 'speak') =>
    under.ledger.claimSlot({
      recipientRef,
      notificationKey,
      owner: 'owner',
      nowMs: NOW,
      leaseMs: 1,
      missingConsent,
    });
  const take = async (notificationKey: string): Promise<SlotTicket> => {
    const claimed = await claim(notificationKey);
    if (claimed.kind !== 'claimed') throw new Error(`the slot is ${claimed.kind}`);
    return { recipientRef, notificationKey, owner: 'owner', epoch: claimed.epoch };
  };
  const send = (ticket: SlotTicket, nowMs = NOW, insteadOf: readonly string[] = []) =>
    under.ledger.writeAhead(ticket, { nowMs, missingConsent: 'speak', counted: { insteadOf } });
  const sends = async () => (await recipient()).sends.toSorted((a, b) => a.atMs - b.atMs);

  it('is somebody of whom nothing is known, until somebody tells', async () => {
    expect(await recipient()).toEqual({ consent: undefined, sends: [] });
  });

  it('gives every word back with its own age, so that it can be told again elsewhere', async () => {
    await tell({ consent: 'optedOut', timeZone: 'Asia/Tokyo', atMs: 1 });
    await tell({ locale: 'ja-JP', consent: 'optedIn', atMs: 2 });

    expect(await under.recipients.fetchPreferences(recipientRef)).toEqual([
      { recipientRef, consent: 'optedIn', atMs: 2 },
      { recipientRef, timeZone: 'Asia/Tokyo', atMs: 1 },
      { recipientRef, locale: 'ja-JP', atMs: 2 },
    ]);
    expect(await under.recipients.fetchPreferences(randomUUID())).toEqual([]);
  });

  it('keeps what was told about it, and what is not told again stays', async () => {
    expect(await tell({ consent: 'optedIn', timeZone: 'Asia/Tokyo', atMs: 1 })).toBe('applied');
    expect(await tell({ locale: 'ja-JP', atMs: 2 })).toBe('applied');

    expect(await recipient()).toEqual({
      consent: 'optedIn',
      timeZone: 'Asia/Tokyo',
      locale: 'ja-JP',
      sends: [],
    });
  });

  it('stays opted out when an older opt-in arrives later', async () => {
    await tell({ consent: 'optedOut', atMs: 2 });

    expect(await tell({ consent: 'optedIn', atMs: 1 })).toBe('superseded');
    expect(await recipient()).toMatchObject({ consent: 'optedOut' });
  });

  it('loses no opt-out to a newer word about something else', async () => {
    await tell({ timeZone: 'Asia/Tokyo', atMs: 2 });

    expect(await tell({ consent: 'optedOut', timeZone: 'UTC', atMs: 1 })).toBe('applied');
    expect(await recipient()).toMatchObject({ consent: 'optedOut', timeZone: 'Asia/Tokyo' });
  });

  it('may change its mind, either way', async () => {
    await tell({ consent: 'optedOut', atMs: 1 });
    expect(await claim(KEY_A)).toEqual({ kind: 'optedOut' });

    await tell({ consent: 'optedIn', atMs: 2 });
    expect(await claim(KEY_A)).toMatchObject({ kind: 'claimed' });
  });

  it('ends up the same whatever the order in which events arrive, and however often', async () => {
    const told: fc.Arbitrary<Change> = fc
      .record({
        atMs: fc.integer({ min: 1, max: 4 }),
        consent: fc.constantFrom('optedIn', 'optedOut', undefined),
        timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', undefined),
        locale: fc.constantFrom('de', 'fr', undefined),
      })
      .filter(({ consent, timeZone, locale }) => (consent ?? timeZone ?? locale) !== undefined);
    const histories = fc
      .array(told, { minLength: 2, maxLength: 5 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(histories, async ([events, shuffled]) => {
        const ends = [];
        for (const order of [events, shuffled]) {
          recipientRef = randomUUID();
          for (const change of order) await tell(change);
          ends.push(await recipient());
        }
        expect(ends[1]).toEqual(ends[0]);
      }),
      { numRuns: 25 },
    );
  });

  it('is written to without a record only where missing consent means speak', async () => {
    expect(await claim(KEY_A, 'suppress')).toEqual({ kind: 'noConsentRecord' });
    expect(await claim(KEY_A, 'speak')).toMatchObject({ kind: 'claimed' });
  });

  it('is written to after an opt-in where silence is the rule', async () => {
    await tell({ consent: 'optedIn', atMs: 1 });

    expect(await claim(KEY_A, 'suppress')).toMatchObject({
      kind: 'claimed',
      recipient: { consent: 'optedIn' },
    });
  });

  it('is asked for the record again in the write-ahead', async () => {
    const ticket = await take(KEY_A);
    const sending = { nowMs: NOW, missingConsent: 'suppress' } as const;

    expect(await under.ledger.writeAhead(ticket, sending)).toBe('noConsentRecord');
    await tell({ consent: 'optedIn', atMs: 1 });
    expect(await under.ledger.writeAhead(ticket, sending)).toBe('sending');
  });

  it('counts a send from the write-ahead on, once it is settled', async () => {
    const ticket = await take(KEY_A);
    await send(ticket);

    expect(await sends()).toEqual([]);
    await under.ledger.releaseSlot(ticket);
    expect(await sends()).toEqual([{ id: sendIdOf(KEY_A), atMs: NOW }]);
  });

  it('counts the same notification once, however often it is sent', async () => {
    for (const nowMs of [NOW, NOW + 1]) {
      const ticket = await take(KEY_A);
      await send(ticket, nowMs);
      await under.ledger.releaseSlot(ticket);
    }

    expect(await sends()).toEqual([{ id: sendIdOf(KEY_A), atMs: NOW + 1 }]);
  });

  it('takes back a send that certainly did not happen, and no other', async () => {
    const first = await take(KEY_A);
    await send(first);
    await under.ledger.releaseSlot(first);
    const second = await take(KEY_B);
    await send(second);
    await under.ledger.releaseSlot(second, 'unsent');

    expect(await sends()).toMatchObject([{ id: sendIdOf(KEY_A) }]);
  });

  it('takes nothing back for a ticket that has lost the slot', async () => {
    const ticket = await take(KEY_A);
    await send(ticket);
    await under.ledger.releaseSlot(ticket);
    await under.ledger.releaseSlot(ticket, 'unsent');

    expect(await sends()).toHaveLength(1);
  });

  it('gives back in the claim what was sent before, and forgets what counts no more', async () => {
    const first = await take(KEY_A);
    await send(first);
    await under.ledger.releaseSlot(first);

    expect(await claim(KEY_B)).toMatchObject({ recipient: { sends: [{ id: sendIdOf(KEY_A) }] } });
    const second = await take(KEY_B);
    await send(second, NOW + 1, [sendIdOf(KEY_A), 'never-sent']);
    await under.ledger.releaseSlot(second);
    expect(await sends()).toEqual([{ id: sendIdOf(KEY_B), atMs: NOW + 1 }]);
  });

  it('counts nothing where no cap asks for it', async () => {
    const ticket = await take(KEY_A);
    await under.ledger.writeAhead(ticket, { nowMs: NOW, missingConsent: 'speak' });
    await under.ledger.releaseSlot(ticket);

    expect(await sends()).toEqual([]);
  });
});
