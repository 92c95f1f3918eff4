import type { Org } from './org';

export const topic = (name: string): string => `v2.detail.events.conversation.{id}.${name}`;

/** A whole story in seven events: start, attributes, queue, agent, end. */
export const playStory = async (org: Org): Promise<string> => {
  const { conversationId } = await org.messenger();
  await org.control('POST', `/conversations/${conversationId}/attributes`, {
    attributes: { 'context.orderId': '4711' },
  });
  await org.control('POST', `/conversations/${conversationId}/agent-join`);
  await org.control('POST', `/conversations/${conversationId}/end`, { disconnectType: 'peer' });
  return conversationId;
};
