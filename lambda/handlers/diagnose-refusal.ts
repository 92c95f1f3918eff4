import { logToStdout } from '../adapters/logger';
import { diagnoseRefusalEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { diagnoseRefusal } from '../steps/diagnose-refusal';
import { logged } from './logged';
import { openConversations, openLedger, systemClock } from './runtime';

const environment = parseOwn(diagnoseRefusalEnvironment, process.env, 'the environment');

export const handler = logged(
  'Diagnose refusal',
  logToStdout,
  diagnoseRefusal({
    ledger: openLedger(environment.LEDGER_TABLE_NAME),
    conversations: openConversations(environment),
    clock: systemClock,
  }),
);
