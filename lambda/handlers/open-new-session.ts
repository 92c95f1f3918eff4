import { logToStdout } from '../adapters/logger';
import { openNewSession } from '../steps/open-new-session';
import { logged } from './logged';
import { createSendDependencies } from './send-dependencies';

export const handler = logged(
  'Open new session',
  logToStdout,
  openNewSession(createSendDependencies()),
);
