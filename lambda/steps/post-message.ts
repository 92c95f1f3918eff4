import { sendNotification } from './send-notification';
import { toMessage } from './send-record';
import type { SendDeps } from './send-notification';

/** State "Post message": into the live conversation that preflight has just seen. */
export const postMessage = (deps: SendDeps) =>
  sendNotification(deps, {
    step: 'Post message',
    dispatch: (api, { intent }, attempt) => ({
      send: (permit) => api.sendIntoConversation(toMessage(intent, attempt), permit),
    }),
    listedIn: (route) => route.conversationId,
    // The platform picks the conversation itself, so where the message went is compared with where it should.
    delivered: (expected, actual) =>
      actual === undefined || actual === expected ? 'DELIVERED_TO_EXISTING' : 'DELIVERED_ELSEWHERE',
  });
