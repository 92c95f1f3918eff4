// @ts-check
import { parseArgs } from 'node:util';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { listen } from './outcomes.js';
import { proactiveMessages } from './proactive-messages.js';

/** Tells one customer that an order is late, the way this application did it before and the way it does it now. */
const { values } = parseArgs({
  options: {
    bus: { type: 'string' },
    queue: { type: 'string' },
    contact: { type: 'string' },
    order: { type: 'string', default: '4711' },
    'web-session': { type: 'string' },
  },
});
const { bus, queue, contact: contactId, order, 'web-session': webchatSessionId } = values;
if (!bus || !queue || !contactId) {
  throw new Error('say --bus NAME, --queue URL and --contact ID; see README.md');
}

// Region, credentials and, on a laptop, AWS_ENDPOINT_URL come from the environment.
const events = new EventBridgeClient();
const queues = new SQSClient();
const messages = proactiveMessages({ events, busName: bus, source: 'shop.orders' });
const text = `Your order ${order} is late. It arrives on Friday.`;

if (webchatSessionId) {
  await messages.registerSession({ webchatSessionId, contactId });
  // Before: a call to Genesys, refused with 409 while the customer still has a conversation. Its payload is all that is needed.
  await messages.reportConflict({
    webchatSessionId,
    contactId,
    from: { id: 'shop-bot' },
    text,
    occurrence: `order-${order}-late`,
  });
} else {
  await messages.request({ contactId, occurrence: `order-${order}-late`, text });
}

await listen({ queues, queueUrl: queue }, ({ 'detail-type': type, detail }) => {
  const isOurs = 'occurrence' in detail && detail.occurrence === `order-${order}-late`;
  if (!isOurs || !('reason' in detail)) return false;
  process.stdout.write(`${type}: ${detail.reason}. ${detail.nextStep}\n`);
  // While it is held nothing has ended: there is more to hear.
  return detail.outcome !== 'HELD';
});
