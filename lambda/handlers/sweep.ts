import { createDueNotifications } from '../adapters/dynamodb-due-notifications';
import { createWorkflowStarter } from '../adapters/workflow-starter';
import { sweepEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { sweepMeasures } from '../domain/measures';
import { sweep } from '../steps/sweep';
import { callStepFunctions, openBudget, openTable, pause, systemClock, telemetry } from './runtime';
import { logged } from './logged';

const environment = parseOwn(sweepEnvironment, process.env, 'the environment');

export const handler = logged(
  'Sweep',
  telemetry(environment.METRICS_NAMESPACE),
  sweep({
    due: createDueNotifications(openTable(environment.LEDGER_TABLE_NAME)),
    workflow: createWorkflowStarter(callStepFunctions, environment.STATE_MACHINE_ARN),
    budget: openBudget(environment),
    clock: systemClock,
    sleep: pause,
  }),
  sweepMeasures,
);
