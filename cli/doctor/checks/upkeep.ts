import { broken, notChecked, ok, warning } from '../check';
import type { Check } from '../check';
import type { StackPorts } from '../ports';
import { allInState } from './stack';

/** The alarm rings after five minutes without a sweep; twice that cannot be a late metric. */
const SWEEP_WINDOW_MS = 600_000;

/** A new account has ten. Below this, a busy minute of the other functions of the account can starve ours. */
const LOW_CONCURRENCY = 100;

const AUDIENCE_WORDS = {
  guests: 'the stage writes to its guest list only',
  nobody: 'the stage writes to nobody: it rehearses everything but the POST',
} as const;

/** What keeps the stage going, and what keeps it from speaking. */
export const upkeepChecks: readonly Check<StackPorts>[] = [
  {
    id: 'schedules',
    title: 'Schedules of the stack',
    needs: ['functions'],
    run: async ({ aws }) =>
      allInState(await aws.readSchedules(), {
        good: ['ENABLED'],
        nextStep: 'Enable the schedule: what is due is not looked at meanwhile.',
      }),
  },
  {
    id: 'sweeper',
    title: 'Heartbeat of the sweeper',
    needs: ['settings', 'schedules'],
    run: async ({ aws, variables, nowMs }) => {
      const { METRICS_NAMESPACE } = await variables();
      const sinceMs = nowMs() - SWEEP_WINDOW_MS;
      const sweeps = await aws.countSweeps(METRICS_NAMESPACE, sinceMs);
      if (sweeps > 0) return ok(`${sweeps} sweeps in ten minutes`);
      const stack = await aws.readStack();
      const isNew = stack.kind === 'found' && (stack.createdAtMs ?? 0) > sinceMs;
      return isNew
        ? warning('no sweep yet, and the stack is new', 'Run this again in two minutes.')
        : broken('no sweep in ten minutes', 'See docs/runbook.md, "SweeperSilence".');
    },
  },
  {
    id: 'alarms',
    title: 'Alarms',
    needs: ['stack'],
    run: async ({ aws }) => {
      const alarms = await aws.readAlarms();
      const ringing = alarms.filter(({ state }) => state === 'ALARM').map(({ name }) => name);
      if (alarms.length === 0) return warning('none', 'Deploy this version of the stack.');
      if (ringing.length === 0) return ok(`${alarms.length} alarms, none rings`);
      const headings = ringing.map((name) => `"${name}"`).join(', ');
      return warning(`ringing: ${ringing.join(', ')}`, `docs/runbook.md, ${headings}.`);
    },
  },
  {
    id: 'speaking',
    title: 'Leave to speak',
    needs: ['settings', 'tables'],
    run: async ({ aws, variables }) => {
      const { AUDIENCE, LEDGER_TABLE_NAME } = await variables();
      const { everything, types } = await aws.readPause(LEDGER_TABLE_NAME);
      if (everything) {
        return warning('the kill switch is on: everything is held', 'Lift it when you are ready.');
      }
      if (types.length > 0) {
        return warning(`the kill switch holds ${types.join(', ')}`, 'Lift it when you are ready.');
      }
      if (AUDIENCE === 'everybody') return ok('to everybody; the kill switch is off');
      return warning(AUDIENCE_WORDS[AUDIENCE], 'Change the setting `audience` to go live.');
    },
  },
  {
    id: 'lambda-concurrency',
    title: 'Quota: concurrent functions',
    needs: ['aws-credentials'],
    run: async ({ aws }) => {
      const { limit, unreserved } = await aws.readConcurrency();
      const evidence = `${unreserved} of ${limit} are unreserved`;
      return unreserved < LOW_CONCURRENCY
        ? warning(evidence, 'Ask AWS for more "Concurrent executions" before you go live.')
        : ok(evidence);
    },
  },
  {
    id: 'other-quotas',
    title: 'Other quotas',
    needs: ['aws-credentials'],
    run: async () =>
      notChecked(
        'PutEvents, StartExecution (Express) and KMS requests per second, schedules: see Service Quotas before a campaign',
      ),
  },
];
