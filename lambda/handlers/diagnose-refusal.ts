import { callEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { diagnoseRefusal } from '../steps/diagnose-refusal';
import { logged } from './logged';
import { openConversations, openLedger, systemClock, telemetry } from './runtime';

const environment = parseOwn(callEnvironment, process.env, 'the environment');

export const handler = logged(
  'Diagnose refusal',
  telemetry(environment.METRICS_NAMESPACE),
  diagnoseRefusal({
    ledger: openLedger(environment.LEDGER_TABLE_NAME),
    conversations: openConversations(environment),
    clock: systemClock,
  }),
);
