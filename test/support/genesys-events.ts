import attributes from '../fixtures/attributes.json';
import customerEnd from '../fixtures/customer-end.json';
import customerStart from '../fixtures/customer-start.json';
import payload from '../fixtures/thread-payload.json';
import undeliveredMessages from '../fixtures/undelivered-messages.json';
import userEnd from '../fixtures/user-end.json';

/** Events as Genesys's own samples spell them, with invented ids. */
export const genesysEvents = {
  'customer.start': customerStart,
  'customer.end': customerEnd,
  attributes,
  'user.end': userEnd,
  'undelivered.messages': undeliveredMessages,
};

/** What the asker's application tried to send when it met the conflict. */
export const threadPayload = payload;
