import { sendByChannel } from '../steps/send-by-channel';
import { logged } from './logged';
import { createSender } from './sender';

const sender = createSender();

export const handler = logged(
  'Send by channel',
  sender.telemetry,
  sendByChannel(sender.dependencies),
);
