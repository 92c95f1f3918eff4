import { createUnreadableEvents } from '../../../lambda/adapters/sqs-unreadable-events';

const stage = () => {
  const sent: { operation: string; input: Record<string, unknown> }[] = [];
  const events = createUnreadableEvents(async (operation, input) => {
    sent.push({ operation, input: { ...input } });
    return { kind: 'done', body: {} };
  }, 'https://queue');
  return { sent, events };
};
const problem = { code: 'FIELD_MISSING', path: 'detail.eventBody', expected: 'an object' };

describe('unreadable events', () => {
  it('are kept as they came, so that they can be redriven, beside the reason', async () => {
    const { sent, events } = stage();

    await events.keep('{"not": "ours"}', [{ ...problem, found: 'null' }]);

    expect(sent).toEqual([
      {
        operation: 'SendMessage',
        input: {
          QueueUrl: 'https://queue',
          MessageBody: '{"not": "ours"}',
          MessageAttributes: {
            ERROR_CODE: { DataType: 'String', StringValue: 'FIELD_MISSING' },
            ERROR_MESSAGE: {
              DataType: 'String',
              StringValue: 'detail.eventBody: FIELD_MISSING',
            },
          },
        },
      },
    ]);
  });

  it('say something also where there is much to say, or nothing', async () => {
    const { sent, events } = stage();

    await events.keep(
      '{}',
      Array.from({ length: 999 }, () => ({ ...problem, found: 'null' })),
    );
    await events.keep('{}', []);

    const texts = sent.map(({ input }) => JSON.stringify(input.MessageAttributes));
    expect(texts.map((text) => text.length < 2000)).toEqual([true, true]);
    expect(texts[1]).toContain('unreadable');
  });
});
