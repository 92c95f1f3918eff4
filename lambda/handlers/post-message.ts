import { logToStdout } from '../adapters/logger';
import { postMessage } from '../steps/post-message';
import { logged } from './logged';
import { createSendDependencies } from './send-dependencies';

export const handler = logged('Post message', logToStdout, postMessage(createSendDependencies()));
