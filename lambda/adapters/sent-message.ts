import * as v from 'valibot';
import { parseInput } from '../contract/problems';

const sentSchema = v.object({
  id: v.optional(v.string()),
  conversationId: v.optional(v.string()),
});

/** What both dialects answer to a send. A body that says nothing takes nothing from the status that was read. */
export function readSentMessage(body: unknown): { conversationId?: string; messageId?: string } {
  const parsed = parseInput(sentSchema, body);
  if (parsed.kind === 'invalid') return {};
  return { conversationId: parsed.value.conversationId, messageId: parsed.value.id };
}
