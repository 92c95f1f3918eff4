import { callEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { reconcile } from '../steps/reconcile';
import { logged } from './logged';
import {
  LIST_DEADLINE_MS,
  openConversations,
  openLedger,
  pause,
  systemClock,
  telemetry,
} from './runtime';

const environment = parseOwn(callEnvironment, process.env, 'the environment');

export const handler = logged(
  'Reconcile',
  telemetry(environment.METRICS_NAMESPACE),
  reconcile({
    ledger: openLedger(environment.LEDGER_TABLE_NAME),
    conversations: openConversations(environment, {
      deadlineMs: LIST_DEADLINE_MS,
      maxWaitMs: LIST_DEADLINE_MS,
      lane: 'single',
    }),
    clock: systemClock,
    sleep: pause,
  }),
);
