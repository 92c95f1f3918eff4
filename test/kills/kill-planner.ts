import type { KillOrder } from './worker-config';
import { STATE_MARK } from './worker-config';

/** One place in one kind of run: scenario, what the worker was started with, label and occurrence. */
interface Place {
  readonly run: string;
  readonly label: string;
  readonly occurrence: number;
  kills: number;
}

/** Longest that a call under way is left alone. */
const MAX_DURING_MS = 6;

/** Sends kills to where there were the fewest: first by label, then by place. What places there are it learns from journals. */
export function createKillPlanner(random: () => number) {
  const places = new Map<string, Place>();
  const byLabel = new Map<string, number>();
  const kills = (label: string): number => byLabel.get(label) ?? 0;

  return {
    /** Remembers the places that a run has passed. */
    learn: (run: string, journal: readonly string[]): void => {
      const counts = new Map<string, number>();
      for (const label of journal) {
        if (label.startsWith(STATE_MARK)) continue;
        const occurrence = (counts.get(label) ?? 0) + 1;
        counts.set(label, occurrence);
        const id = `${run} ${label} ${occurrence}`;
        if (!places.has(id)) places.set(id, { run, label, occurrence, kills: 0 });
        if (!byLabel.has(label)) byLabel.set(label, 0);
      }
    },
    /** Where the next worker of this kind of run dies. */
    next: (run: string): KillOrder | undefined => {
      const own = [...places.values()].filter((place) => place.run === run);
      const weight = (place: Place) => kills(place.label) * 1_000 + place.kills + random() / 2;
      const [best] = own
        .map((place) => ({ place, at: weight(place) }))
        .toSorted((a, b) => a.at - b.at);
      if (best === undefined) return undefined;
      const { label, occurrence } = best.place;
      return { label, occurrence, afterMs: Math.floor(random() * MAX_DURING_MS) };
    },
    noteKill: (run: string, { label, occurrence }: KillOrder): void => {
      byLabel.set(label, kills(label) + 1);
      const place = places.get(`${run} ${label} ${occurrence}`);
      if (place !== undefined) place.kills += 1;
    },
    noteOutsideKill: (label: string): void => void byLabel.set(label, kills(label) + 1),
    killsByLabel: (): Readonly<Record<string, number>> =>
      Object.fromEntries([...byLabel].toSorted(([a], [b]) => a.localeCompare(b))),
    places: () => ({
      known: places.size,
      killed: [...places.values()].filter((place) => place.kills > 0).length,
    }),
    untouched: (): string[] => [...byLabel].flatMap(([label, count]) => (count === 0 ? label : [])),
  };
}

export type KillPlanner = ReturnType<typeof createKillPlanner>;
