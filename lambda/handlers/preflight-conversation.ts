import { callEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { preflightConversation } from '../steps/preflight-conversation';
import { logged } from './logged';
import { openConversations, openLedger, systemClock, telemetry } from './runtime';

const environment = parseOwn(callEnvironment, process.env, 'the environment');

export const handler = logged(
  'Preflight conversation',
  telemetry(environment.METRICS_NAMESPACE),
  preflightConversation({
    ledger: openLedger(environment.LEDGER_TABLE_NAME),
    conversations: openConversations(environment),
    clock: systemClock,
  }),
);
