import { sendNotification } from './send-notification';
import type { SendDeps } from './send-notification';

/** State "Open new session": there is no live conversation, and the outcome names the one that Genesys chose. */
export const openNewSession = (deps: SendDeps) =>
  sendNotification(deps, {
    step: 'Open new session',
    send: (api, message, permit) => api.startConversation(message, permit),
    // Genesys chooses the conversation, so a lost answer leaves nowhere to look.
    listedIn: () => undefined,
    delivered: () => 'DELIVERED_TO_NEW',
  });
