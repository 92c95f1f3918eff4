import { createDueNotifications } from '../adapters/dynamodb-due-notifications';
import { createWorkflowStarter } from '../adapters/workflow-starter';
import { sweepEnvironment } from '../contract/environment';
import { DUE_METRIC, SWEEPS_METRIC } from '../contract/metrics';
import { parseOwn } from '../contract/unreadable-data-error';
import { sweep } from '../steps/sweep';
import { callStepFunctions, openBudget, openTable, pause, systemClock, telemetry } from './runtime';
import { logged } from './logged';

const environment = parseOwn(sweepEnvironment, process.env, 'the environment');
const { log, count } = telemetry(environment.METRICS_NAMESPACE);

const sweepOnce = sweep({
  due: createDueNotifications(openTable(environment.LEDGER_TABLE_NAME)),
  workflow: createWorkflowStarter(callStepFunctions, environment.STATE_MACHINE_ARN),
  budget: openBudget(environment),
  clock: systemClock,
  sleep: pause,
});

export const handler = logged('Sweep', { log, count }, async () => {
  const output = await sweepOnce();
  // The heartbeat: an alarm rings when it stops.
  count(SWEEPS_METRIC, 1);
  count(DUE_METRIC, output.due);
  return output;
});
