import { currentChannel } from '../domain/notification';
import { sendNotification } from './send-notification';
import type { SendDeps } from './send-notification';
import { toChannelMessage } from './send-record';

/** State "Send by channel": no conversation is live, and the ledger says whose turn it is among the request's channels. */
export const sendByChannel = (deps: SendDeps) =>
  sendNotification(deps, {
    step: 'Send by channel',
    dispatch: (api, notification) => {
      const channel = currentChannel(notification);
      if (channel === undefined) return undefined;
      const message = toChannelMessage(notification.intent, channel);
      return { channel, send: (permit) => api.sendByChannel(message, permit) };
    },
    // A message to an address can't be looked for: a lost answer is left to a person, and no other channel is tried.
    listedIn: () => undefined,
    delivered: () => 'DELIVERED_BY_FALLBACK',
  });
