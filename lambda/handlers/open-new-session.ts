import { openNewSession } from '../steps/open-new-session';
import { logged } from './logged';
import { createSender } from './sender';

const sender = createSender();

export const handler = logged(
  'Open new session',
  sender.telemetry,
  openNewSession(sender.dependencies),
);
