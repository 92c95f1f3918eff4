import type { UnreadableEvents } from '../domain/ports';
import type { CallAws } from './aws-json-client';

/** What SQS takes in one attribute is more than this; the first problems explain an event. */
const MAX_REASON_LENGTH = 1000;

/**
 * Puts an event into the dead-letter queue as it is, so that it can be redriven, with the reason beside it under the names
 * that EventBridge uses for its own dead letters.
 */
export const createUnreadableEvents = (callSqs: CallAws, QueueUrl: string): UnreadableEvents => ({
  keep: async (event, problems) => {
    const reason = problems.map(({ path, code }) => `${path}: ${code}`);
    await callSqs('SendMessage', {
      QueueUrl,
      MessageBody: event,
      MessageAttributes: {
        ERROR_CODE: text(problems[0]?.code ?? 'UNREADABLE'),
        ERROR_MESSAGE: text(reason.join('; ').slice(0, MAX_REASON_LENGTH) || 'unreadable'),
      },
    });
  },
});

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
