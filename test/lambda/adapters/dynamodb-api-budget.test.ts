import { createDynamoDbApiBudget } from '../../../lambda/adapters/dynamodb-api-budget';
import type { DynamoDbTable } from '../../../lambda/adapters/dynamodb-table';
import type { Reservation } from '../../../lambda/domain/budget-port';
import { countCalls } from '../../../bench/api-budget/counted-table';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';
import { createInMemoryTable } from '../../support/in-memory-table';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

const T = 202.021;
const TABLES: readonly [string, () => Promise<DynamoDbTable>][] = [
  ['in DynamoDB', () => openLedgerTable(emulator)],
  ['in memory', async () => createInMemoryTable()],
];

const slotsOf = (reservation: Reservation): number[] =>
  reservation.kind === 'reserved' ? reservation.permits.map(({ slotMs }) => slotMs) : [];

describe.each(TABLES)('the slot dispenser %s', (_name, openTable) => {
  const single = { lane: 'single', slots: 1, maxWaitMs: 20_000 } as const;
  const campaign = { ...single, lane: 'campaign' } as const;

  async function stage() {
    const { table, counts } = countCalls(await openTable());
    const clock = fixedClock();
    const open = () =>
      createDynamoDbApiBudget({ table, client: 'client', startPerMinute: 300, clock });
    return { clock, counts, open, budget: open() };
  }

  it('gives the first to come a slot at once, in one write', async () => {
    const { budget, counts } = await stage();

    expect(slotsOf(await budget.reserve(single))).toEqual([NOON_MS]);
    expect(counts.writes).toBe(1);
  });

  it('gives each of those who follow the next slot, in one write', async () => {
    const { budget, counts } = await stage();
    const slots: number[] = [];
    for (let nth = 0; nth < 30; nth += 1) slots.push(...slotsOf(await budget.reserve(single)));

    slots.forEach((slotMs, nth) => expect(slotMs).toBeCloseTo(NOON_MS + nth * T, 1));
    expect(counts.writes).toBe(30);
  });

  it('expects the queue that it has met before, so that a busy environment needs one write', async () => {
    const { budget, open, clock, counts } = await stage();
    const other = open();
    for (const nth of Array.from({ length: 20 }).keys()) {
      await (nth % 4 === 0 ? budget : other).reserve(single);
      clock.advance(nth < 4 ? 0 : T);
    }

    // One lost race for the second environment, and one for the first when it met the queue.
    expect(counts.writes).toBeLessThanOrEqual(22);
  });

  it('gives two slots at once, in one write, with numbers of their own', async () => {
    const { budget, counts } = await stage();
    await budget.reserve(single);

    const reserved = await budget.reserve({ ...single, slots: 2 });

    expect(reserved).toMatchObject({
      kind: 'reserved',
      permits: [{ number: 2 }, { number: 3 }],
    });
    const [first = 0, second = 0] = slotsOf(reserved);
    expect(second - first).toBeCloseTo(T, 1);
    expect(counts.writes).toBe(2);
  });

  it('never gives a slot twice, whoever comes at the same time', async () => {
    const { open } = await stage();
    const reserved = await Promise.all(Array.from({ length: 20 }, () => open().reserve(single)));

    const slots = reserved.flatMap(slotsOf).toSorted((a, b) => a - b);
    const again = await Promise.all(
      reserved.filter(({ kind }) => kind === 'full').map(() => open().reserve(single)),
    );
    slots.push(...again.flatMap(slotsOf).toSorted((a, b) => a - b));
    const gaps = slots.slice(1).map((slotMs, nth) => slotMs - (slots[nth] ?? 0));

    expect(slots.length).toBeGreaterThanOrEqual(20);
    for (const gap of gaps) expect(gap).toBeCloseTo(T, 1);
  });

  it('begins again at the present when nobody has come for a while', async () => {
    const { budget, clock, counts } = await stage();
    await budget.reserve(single);
    clock.advance(60_000);

    expect(slotsOf(await budget.reserve(single))).toEqual([NOON_MS + 60_000]);
    expect(counts.writes).toBe(2);
  });

  it('keeps campaigns near the present, so that a single request finds a slot within seconds', async () => {
    const { budget } = await stage();
    let last: Reservation = { kind: 'full', retryAfterSeconds: 0 };
    for (let nth = 0; nth < 40; nth += 1) last = await budget.reserve(campaign);

    expect(last.kind).toBe('full');
    const [slotMs = Infinity] = slotsOf(await budget.reserve(single));
    expect(slotMs - NOON_MS).toBeLessThanOrEqual(4_000 + T);
  });

  it('refuses whoever cannot wait long enough, and from then on without a write', async () => {
    const { budget, counts } = await stage();
    const hasty = { ...single, maxWaitMs: 1_000 };
    for (let nth = 0; nth < 5; nth += 1) await budget.reserve(hasty);
    const before = counts.writes;

    const refused = await Promise.all(Array.from({ length: 9 }, () => budget.reserve(hasty)));

    expect(refused.every(({ kind }) => kind === 'full')).toBe(true);
    expect(counts.writes).toBe(before);
  });

  it('gives no slot before the time that Genesys has closed the window to', async () => {
    const { budget, open } = await stage();
    const reserved = await budget.reserve(single);
    await budget.closeUntil(NOON_MS + 10_000);

    expect(slotsOf(await open().reserve(single))).toEqual([NOON_MS + 10_000]);
    const [permit] = reserved.kind === 'reserved' ? reserved.permits : [];
    expect(permit && (await open().isClosedFor(permit))).toBe(true);
  });

  it('never brings a slot forward', async () => {
    const { budget, open } = await stage();
    for (let nth = 0; nth < 20; nth += 1) await budget.reserve(single);
    await open().closeUntil(NOON_MS + 1_000);

    const [slotMs = 0] = slotsOf(await open().reserve(single));

    expect(slotMs).toBeCloseTo(NOON_MS + 20 * T, 1);
  });

  it('lets everybody pace as one has learned', async () => {
    const { budget, open } = await stage();
    const [first, second] = [open(), open()];
    await first.reserve(single);
    await second.reserve(single);
    await budget.changePace(budget.pace(), { allowedPerMinute: 63, othersPerMinute: 0 });

    const slots = [
      ...slotsOf(await first.reserve(single)),
      ...slotsOf(await second.reserve(single)),
    ];

    expect((slots[1] ?? 0) - (slots[0] ?? 0)).toBeCloseTo(1_000, 1);
    expect(await open().look()).toMatchObject({ allowedPerMinute: 63, spacingMs: 1_000 });
  });

  it('keeps what somebody else has learned meanwhile', async () => {
    const { budget, open } = await stage();
    await budget.reserve(single);
    const seen = budget.pace();
    await open().changePace(seen, { allowedPerMinute: 180, othersPerMinute: 0 });
    await budget.changePace(seen, { allowedPerMinute: 63, othersPerMinute: 0 });

    expect(await open().look()).toMatchObject({ allowedPerMinute: 180 });
  });
});
