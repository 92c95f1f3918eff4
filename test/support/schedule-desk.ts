import { runCommand } from '../../cli/run-command';
import { scheduleCommand } from '../../cli/schedule/command';
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
  const openStack = async () => ({
    schedules,
    publisher: {
      publish: async (detailType: string, detail: object) => {
        published.push({ detailType, detail });
      },
    },
  });
  let [out, err] = ['', ''];
  const run = async (...argv: string[]) => {
    [out, err] = ['', ''];
    let code: 0 | 1 | 2 = 0;
    const io = {
      environment: {},
      readText: async () => text,
      nowMs: () => NOON_MS,
      write: (words: string) => {
        out += words;
      },
      complain: (words: string) => {
        err += words;
      },
      exit: (said: 0 | 1 | 2) => {
        code = said;
      },
    };
    await runCommand(scheduleCommand(io, openStack), argv, io);
    return { code, out, err };
  };
  return { run, kept, tokens, published, only: () => [...kept.values()][0]! };
}
