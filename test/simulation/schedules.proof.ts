import type { ExhaustiveResult } from './exhaustive';
import { LIST_FAULTS, PREFLIGHT_FAULTS, PREPARE_FAULTS, SEND_FAULTS } from './faults';
import { FIGURES, GUARANTEES } from './findings';
import type { Guarantee } from './findings';
import { LABEL_COUNT, nameOfLabel } from './labels';
import { runOnAllCores } from './shards';
import type { ProfileName } from './profiles';
import { hitsOf, mergeTallies } from './tally';
import type { Tally } from './tally';
import type { Hit } from './trace';

/** What one CI run spends: half a minute on two cores, the exhaustive cases included. */
const BUDGET: readonly (readonly [ProfileName, number])[] = [
  ['mild', 3_000],
  ['harsh', 3_500],
  ['zombie-short-lease', 2_000],
  ['outage', 1_000],
  ['skew', 1_000],
  ['policies', 11_000],
  ['redrives', 3_000],
];
const MIN_SCHEDULES = 15_000;
const MIN_CASES = 25_000;
const MIN_HITS = 5;
/** One in ten thousand: `npm run simulate` with 20,000 schedules shows it. */
const RARE = ['misrecorded'];
const PATIENCE_MS = 300_000;

const tallies = new Map<ProfileName, Tally>();
let exhaustive: ExhaustiveResult = { cases: 0, violations: [] };

beforeAll(async () => {
  const schedules = BUDGET.map(([profile, count]) => ({ profile, schedules: count, firstSeed: 1 }));
  const outcome = await runOnAllCores({ schedules, isExhaustive: true });
  ({ exhaustive } = outcome);
  BUDGET.forEach(([profile], index) => {
    const tally = outcome.tallies[index];
    if (tally !== undefined) tallies.set(profile, tally);
  });
}, PATIENCE_MS);

const tallyOf = (profile: ProfileName): Tally => {
  const tally = tallies.get(profile);
  if (tally === undefined) throw new Error(`${profile} was not run`);
  return tally;
};

const allTallies = (): Tally => mergeTallies([...tallies.values()]);

const brokenIn = ({ figures }: Tally): Partial<Record<Guarantee, number>> =>
  Object.fromEntries(GUARANTEES.filter((g) => figures[g] > 0).map((g) => [g, figures[g]]));

describe('random schedules over the send protocol', () => {
  it.each(BUDGET.map(([profile]) => profile))('keep every guarantee under "%s"', (profile) => {
    const { failures, ...tally } = tallyOf(profile);

    expect({ broken: brokenIn({ failures, ...tally }), failures }).toEqual({
      broken: {},
      failures: [],
    });
  });

  it('are 15,000 here; `npm run simulate` makes as many as you like', () => {
    const schedules = [...tallies.values()].reduce((sum, tally) => sum + tally.schedules, 0);

    expect(schedules).toBeGreaterThanOrEqual(MIN_SCHEDULES);
  });

  it('deliver most notifications when little goes wrong, and park less than two in a hundred', () => {
    const { sent, parked, notifications } = tallyOf('mild').figures;

    expect(sent / notifications).toBeGreaterThan(0.8);
    expect(parked / notifications).toBeLessThan(0.02);
  });

  it('meet every figure that the report names, so that none of them is always zero by mistake', () => {
    const { figures } = tallyOf('zombie-short-lease');
    const mayBeZero = new Set<string>([...GUARANTEES, ...RARE]);
    const unmet = FIGURES.filter((f) => figures[f] === 0 && !mayBeZero.has(f));

    expect(unmet).toEqual([]);
  });
});

describe('the faults of all these schedules', () => {
  const labels = Array.from({ length: LABEL_COUNT }, (_, label) => label);
  const rareOf = (hit: Hit, mayMeetIt: (label: number) => boolean) => {
    const tally = allTallies();
    return labels
      .filter(
        (label) =>
          !LEFT_BEHIND.test(nameOfLabel(label)) &&
          mayMeetIt(label) &&
          hitsOf(tally, label).reached > 0,
      )
      .filter((label) => hitsOf(tally, label)[hit] < MIN_HITS)
      .map(nameOfLabel);
  };

  it('cut every await of the product, before and after', () => {
    expect(rareOf('crashBefore', hasFaults)).toEqual([]);
    expect(rareOf('crashAfter', hasFaults)).toEqual([]);
  });

  it('lose the answer of every read and write of the store', () => {
    expect(rareOf('answerLost', isOfStore)).toEqual([]);
  });

  it('give every call of Genesys every outcome', () => {
    const { outcomes } = allTallies();
    const rare = Object.entries(outcomes).filter(([, count]) => count < MIN_HITS);
    const sends = 3 * (SEND_FAULTS.length + 1);
    const preparations = 4 * (PREPARE_FAULTS.length + 1);
    const looks = 2 * (PREFLIGHT_FAULTS.length + 1) + 2 * (LIST_FAULTS.length + 1);

    expect(rare).toEqual([]);
    expect(Object.keys(outcomes)).toHaveLength(preparations + sends + looks);
  });
});

/**
 * A sender whose recipient is busy: rare, and the same code for all senders. What follows a slot that somebody left in
 * SENDING is cut in Reconcile, what comes before that in the states that send into conversations.
 */
const LEFT_BEHIND =
  /^(Post message|Open new session|Send by channel)\/keepDoubt|^Send by channel\/(fetchNotification#2|fetchSlot)/;

/** The workflow's own tasks and waits fail rarely on purpose: whatever follows would never be reached. */
const hasFaults = (label: number): boolean => !/^Workflow\/(step|wait)/.test(nameOfLabel(label));

const isOfStore = (label: number): boolean =>
  hasFaults(label) &&
  !/(fetch|start|Into)Conversation#|sendByChannel|prepare|listMessages|describeToken|sleep/.test(
    nameOfLabel(label),
  );

describe('every single crash point', () => {
  it('keeps every guarantee under every pair of POST outcomes, both policies and both loads', () => {
    expect(exhaustive.violations).toEqual([]);
    expect(exhaustive.cases).toBeGreaterThanOrEqual(MIN_CASES);
  });
});
