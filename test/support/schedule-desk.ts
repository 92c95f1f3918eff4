import { runCommandLine } from '../../cli/schedule/command-line';
import type { Schedule, Schedules } from '../../cli/schedule/schedules';
import { NOON_MS } from './fixed-clock';

/** The command over schedules in memory, and everything it left behind. */
export function scheduleDesk(text = 'Your order arrives.\n') {
  const kept = new Map<string, Schedule>();
  const tokens: string[] = [];
  const published: { detailType: string; detail: object }[] = [];
  const schedules: Schedules = {
    create: async (schedule, token) => {
      tokens.push(token);
      if (kept.has(schedule.name)) return 'exists';
      kept.set(schedule.name, schedule);
      return 'created';
    },
    fetch: async (name) => kept.get(name),
    replace: async (schedule) => {
      kept.set(schedule.name, schedule);
    },
    remove: async (name) => (kept.delete(name) ? 'removed' : 'unknown'),
    list: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
  };
  let [out, err] = ['', ''];
  const run = async (...argv: string[]) => {
    [out, err] = ['', ''];
    const code = await runCommandLine(argv, {
      openStack: async () => ({
        schedules,
        publisher: {
          publish: async (detailType, detail) => {
            published.push({ detailType, detail });
          },
        },
      }),
      readText: async () => text,
      nowMs: () => NOON_MS,
      write: (words) => (out += words),
      complain: (words) => (err += words),
    });
    return { code, out, err };
  };
  return { run, kept, tokens, published, only: () => [...kept.values()][0]! };
}
