import type { Emulator } from '../../local/cloud/emulator';
import { createSeededRandom } from '../../local/genesys/model/seeded-random';
import { createKillPlanner } from './kill-planner';
import { openLane } from './lane';
import type { Lane } from './lane';
import { driveToEnd, playNotification } from './play-notification';
import type { PlayedNotification } from './play-notification';
import { SCENARIOS, toRequested } from './scenarios';
import type { Scenario } from './scenarios';
import { violationsOf } from './verdict';
import type { WorkerBundle } from './worker-bundle';

export interface KillsOptions {
  readonly emulator: Emulator;
  readonly bundle: WorkerBundle;
  readonly seed: string;
  /** Goes on until so many processes were killed, or until every known label has been a death once. */
  readonly until: number | 'every label';
  /** Notifications at a time. */
  readonly lanes?: number;
  readonly scenarios?: readonly Scenario[];
  /** The control: without the write-ahead the run must find violations. */
  readonly forgetsWriteAhead?: boolean;
  readonly progress?: (report: KillsReport) => void;
}

export interface KillsReport {
  readonly seed: string;
  kills: number;
  notifications: number;
  workers: number;
  /** Notifications that several workers had at once. */
  contested: number;
  /** Slots that the next notification to the same recipient had to free. */
  slotsLeftBehind: number;
  readonly outcomes: Record<string, number>;
  readonly violations: string[];
  killsByLabel: Readonly<Record<string, number>>;
  places: { readonly known: number; readonly killed: number };
  untouched: readonly string[];
}

const emptyReport = (seed: string): KillsReport => ({
  seed,
  kills: 0,
  notifications: 0,
  workers: 0,
  contested: 0,
  slotsLeftBehind: 0,
  outcomes: {},
  violations: [],
  killsByLabel: {},
  places: { known: 0, killed: 0 },
  untouched: [],
});

/** Fewer than the attempts a notification has: each death may cost it one. */
const MAX_KILLS_EACH = 4;
/** Enough to die at every label; who needs more dies where he is never seen. */
const MAX_NOTIFICATIONS = 150;

/** Kills real workers of real notifications, lane beside lane, and holds every end against the truth. */
export async function runKills(options: KillsOptions): Promise<KillsReport> {
  const { emulator, bundle, seed, until, lanes = 4, scenarios = SCENARIOS } = options;
  const planner = createKillPlanner(createSeededRandom(`${seed}:plan`));
  const report = emptyReport(seed);
  let number = 0;
  // Each scenario is played once without a kill, so that its labels are known.
  const isOver = (): boolean =>
    number >= scenarios.length &&
    (until === 'every label'
      ? planner.untouched().length === 0 || number >= MAX_NOTIFICATIONS
      : report.kills >= until);

  const work = async (lane: Lane, random: () => number): Promise<void> => {
    while (!isOver()) {
      const own = number;
      number += 1;
      const scenario = scenarios[own % scenarios.length];
      if (scenario === undefined) return;
      const isContested = until !== 'every label';
      const most = isContested ? 1 + Math.floor(random() * MAX_KILLS_EACH) : MAX_KILLS_EACH;
      const kills = own < scenarios.length ? 0 : most;
      const stage = { lane, planner, scenario, random, isContested };
      const played = await playNotification(stage, own, kills);
      const next = played.slot === 'free' ? undefined : await playNext(stage, played, own);
      add(report, scenario, played, next);
      report.killsByLabel = planner.killsByLabel();
      report.places = planner.places();
      report.untouched = planner.untouched();
      options.progress?.(report);
    }
  };

  await Promise.all(
    Array.from({ length: lanes }, async (_, index) => {
      const name = `lane-${index}`;
      const { forgetsWriteAhead } = options;
      const lane = await openLane(emulator, bundle, { name, forgetsWriteAhead });
      try {
        await work(lane, createSeededRandom(`${seed}:${index}`));
      } finally {
        await lane.close();
      }
    }),
  );
  return report;
}

type Stage = Parameters<typeof driveToEnd>[0];

/**
 * A slot may outlive its notification when the whole execution is gone; the next one to the same recipient must get it.
 * Where every label is wanted that one may die over it once, because some calls are made by nobody else, and the
 * one after it lives.
 */
async function playNext(
  stage: Stage,
  { requested }: PlayedNotification,
  own: number,
): Promise<PlayedNotification> {
  const { contactId } = requested;
  const named = { webchatSessionId: `session-of-${contactId}` };
  const play = (number: number, kills: number) =>
    driveToEnd(stage, toRequested({ contactId, number, named }), kills);
  if (stage.isContested) return play(1_000_000 + own, 0);
  const next = await play(1_000_000 + own, 1);
  return next.slot === 'free' ? next : play(2_000_000 + own, 0);
}

function add(
  report: KillsReport,
  scenario: Scenario,
  played: PlayedNotification,
  next: PlayedNotification | undefined,
): void {
  const { runs, conclusion, requested, rounds } = played;
  report.notifications += 1;
  report.workers += runs.length;
  report.kills += runs.filter(({ killed }) => killed).length;
  if (runs.length > rounds) report.contested += 1;
  const end = conclusion === undefined ? 'none' : `${conclusion.outcome} ${conclusion.reason}`;
  report.outcomes[end] = (report.outcomes[end] ?? 0) + 1;
  if (next !== undefined) report.slotsLeftBehind += 1;
  const settled = next === undefined ? played : { ...played, slot: next.slot };
  for (const violation of violationsOf(scenario, settled)) {
    report.violations.push(`${scenario.name}, ${requested.occurrence}: ${violation}`);
  }
}
