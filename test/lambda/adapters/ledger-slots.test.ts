import { randomUUID } from 'node:crypto';
import type { SlotTicket } from '../../../lambda/domain/ports';
import { keyOf } from '../../support/builders';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';

const NOW = 1_000_000;
const LEASE = 40_000;
const missingConsent = 'speak';
const [KEY_A, KEY_B] = [keyOf('A'), keyOf('B')];

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
  { where: "in the bench's memory", open: inBenchMemory },
])("a recipient's slot $where", ({ open }) => {
  let under: LedgerUnderTest;
  let recipientRef: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(() => {
    recipientRef = randomUUID();
  });

  const claim = (owner: string, nowMs = NOW, notificationKey = KEY_A) =>
    under.ledger.claimSlot({
      recipientRef,
      notificationKey,
      owner,
      nowMs,
      leaseMs: LEASE,
      missingConsent,
    });
  const take = async (owner: string, nowMs = NOW, notificationKey = KEY_A): Promise<SlotTicket> => {
    const claimed = await claim(owner, nowMs, notificationKey);
    if (claimed.kind !== 'claimed') throw new Error(`the slot is ${claimed.kind}`);
    return { recipientRef, notificationKey, owner, epoch: claimed.epoch };
  };
  const writeAhead = (ticket: SlotTicket, conversationId?: string) =>
    under.ledger.writeAhead(ticket, { nowMs: NOW + 5, missingConsent, conversationId });
  const phase = async () => {
    const slot = await under.ledger.fetchSlot(recipientRef);
    return slot.kind === 'held' ? slot.phase : slot.kind;
  };

  it('goes to one of twenty who claim it at once', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(`owner-${n}`)));

    const kinds = claims.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'busy')).toHaveLength(19);
  });

  it('says who holds it and how far they are', async () => {
    const ticket = await take('first');

    const whileClaimed = await claim('second', NOW, KEY_B);
    await writeAhead(ticket);
    const whileSending = await claim('second', NOW, KEY_B);

    expect([whileClaimed, whileSending]).toEqual([
      { kind: 'busy', heldByKey: KEY_A, phase: 'CLAIMED' },
      { kind: 'busy', heldByKey: KEY_A, phase: 'SENDING' },
    ]);
    expect(await under.ledger.fetchSlot(recipientRef)).toEqual({
      kind: 'held',
      phase: 'SENDING',
      ticket,
      sentAtMs: NOW + 5,
    });
  });

  it('in SENDING says since when, and which conversation would show the message', async () => {
    const ticket = await take('owner');
    await writeAhead(ticket, 'conversation-1');

    expect(await under.ledger.fetchSlot(recipientRef)).toMatchObject({
      phase: 'SENDING',
      sentAtMs: NOW + 5,
      conversationId: 'conversation-1',
    });
  });

  it('forgets with its release what was about to be sent', async () => {
    const first = await take('first');
    await writeAhead(first, 'conversation-1');
    await under.ledger.releaseSlot(first);
    await take('second');

    const slot = await under.ledger.fetchSlot(recipientRef);

    expect(slot).not.toHaveProperty('sentAtMs', expect.anything());
    expect(slot).not.toHaveProperty('conversationId', expect.anything());
  });

  it('can be claimed again by its own owner, whose answer was lost', async () => {
    const first = await take('owner');
    const second = await take('owner');

    expect(second.epoch).toBeGreaterThan(first.epoch);
  });

  it('stays in SENDING when a copy of its own claim arrives late', async () => {
    await writeAhead(await take('owner'));

    expect(await claim('owner')).toMatchObject({ kind: 'busy', phase: 'SENDING' });
    expect(await phase()).toBe('SENDING');
  });

  it.each([
    ['is held until its lease ends', LEASE, 'busy'],
    ['is free a moment after', LEASE + 1, 'claimed'],
  ])('of a claim %s', async (_, laterMs, kind) => {
    await take('first');

    expect(await claim('second', NOW + laterMs)).toMatchObject({ kind });
  });

  it('in SENDING is never free, however late it is', async () => {
    await writeAhead(await take('first'));

    const year = 365 * 86_400_000;
    expect(await claim('second', NOW + 100 * year)).toMatchObject({ kind: 'busy' });
  });

  it('counts its epochs up, also over a release', async () => {
    const first = await take('first');
    await under.ledger.releaseSlot(first);
    const second = await take('second');

    expect(second.epoch).toBe(first.epoch + 1);
  });

  it('lets nobody write ahead under an older epoch', async () => {
    const slow = await take('slow');
    const fast = await take('fast', NOW + LEASE + 1);

    expect(await writeAhead(slow)).toBe('lost');
    expect(await writeAhead(fast)).toBe('sending');
  });

  it('lets nobody write ahead under an epoch that its own second claim has ended', async () => {
    const first = await take('owner');
    await take('owner');

    expect(await writeAhead(first)).toBe('lost');
  });

  it('lets nobody write ahead under the right epoch and a foreign name', async () => {
    const ticket = await take('owner');

    expect(await writeAhead({ ...ticket, owner: 'another' })).toBe('lost');
  });

  it('lets nobody write ahead after its release', async () => {
    const ticket = await take('owner');
    await under.ledger.releaseSlot(ticket);

    expect(await writeAhead(ticket)).toBe('lost');
  });

  it('takes the same write-ahead twice', async () => {
    const ticket = await take('owner');

    expect(await writeAhead(ticket)).toBe('sending');
    expect(await writeAhead(ticket)).toBe('sending');
  });

  it('is free after its release', async () => {
    await under.ledger.releaseSlot(await take('owner'));

    expect(await phase()).toBe('free');
  });

  it.each(['epoch', 'owner'] as const)(
    'stays as it is when a stale ticket releases it: %s',
    async (stale) => {
      const ticket = await take('owner');
      await writeAhead(ticket);

      const other = stale === 'epoch' ? { epoch: ticket.epoch - 1 } : { owner: 'another' };
      await under.ledger.releaseSlot({ ...ticket, ...other });

      expect(await phase()).toBe('SENDING');
    },
  );

  it('can be released twice', async () => {
    const ticket = await take('owner');
    await under.ledger.releaseSlot(ticket);

    await expect(under.ledger.releaseSlot(ticket)).resolves.toBeUndefined();
  });

  it('was never held when nobody ever claimed it', async () => {
    expect(await phase()).toBe('free');
  });

  it('cannot be claimed for a contact who opted out', async () => {
    await under.optOut(recipientRef);

    expect(await claim('owner')).toEqual({ kind: 'optedOut' });
  });

  it('cannot be claimed from a dead claim either, after an opt-out', async () => {
    await take('first');
    await under.optOut(recipientRef);

    expect(await claim('second', NOW + LEASE + 1)).toEqual({ kind: 'optedOut' });
  });

  it('in SENDING is told as busy, not as opted out: the message may be out', async () => {
    await writeAhead(await take('first'));
    await under.optOut(recipientRef);

    expect(await claim('second')).toMatchObject({ kind: 'busy', phase: 'SENDING' });
  });

  it('lets nobody write ahead after an opt-out', async () => {
    const ticket = await take('owner');
    await under.optOut(recipientRef);

    expect(await writeAhead(ticket)).toBe('optedOut');
    expect(await phase()).toBe('CLAIMED');
  });

  it('tells a lost slot as lost, also after an opt-out', async () => {
    const slow = await take('slow');
    await take('fast', NOW + LEASE + 1);
    await under.optOut(recipientRef);

    expect(await writeAhead(slow)).toBe('lost');
  });

  it('of one recipient is no matter of another', async () => {
    await take('owner');
    recipientRef = randomUUID();

    expect(await claim('owner')).toMatchObject({ kind: 'claimed' });
  });
});
