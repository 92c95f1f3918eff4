import { postMessage } from '../steps/post-message';
import { logged } from './logged';
import { createSender } from './sender';

const sender = createSender();

export const handler = logged('Post message', sender.telemetry, postMessage(sender.dependencies));
