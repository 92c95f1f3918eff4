import { sendNotification } from './send-notification';
import { toMessage } from './send-record';
import type { SendDeps } from './send-notification';

/** State "Open new session": there is no live conversation, and the outcome names the one that Genesys chose. */
export const openNewSession = (deps: SendDeps) =>
  sendNotification(deps, {
    step: 'Open new session',
    dispatch: (api, { intent }, attempt) => ({
      send: (permit) => api.startConversation(toMessage(intent, attempt), permit),
    }),
    // Genesys chooses the conversation, so a lost answer leaves nowhere to look.
    listedIn: () => undefined,
    delivered: () => 'DELIVERED_TO_NEW',
  });
