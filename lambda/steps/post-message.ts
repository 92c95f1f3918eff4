import { sendNotification } from './send-notification';
import type { SendDeps } from './send-notification';

/** State "Post message": into the live conversation that preflight has just seen. */
export const postMessage = (deps: SendDeps) =>
  sendNotification(deps, {
    step: 'Post message',
    send: (api, message, permit) => api.sendIntoConversation(message, permit),
    listedIn: (route) => route.conversationId,
    // The platform picks the conversation itself, so where the message went is compared with where it should.
    delivered: (expected, actual) =>
      actual === undefined || actual === expected ? 'DELIVERED_TO_EXISTING' : 'DELIVERED_ELSEWHERE',
  });
