import type { Rehearsal } from '../../local/scenarios/rehearsal';

/** Ends a conversation, and waits until the registry knows. */
export async function endConversation(
  { genesys, stage }: Rehearsal,
  conversationId: string,
): Promise<void> {
  await genesys.control.endConversation(conversationId);
  await stage.registry.waitFor(conversationId, 'the end in the registry', (one) => one.hasEnded);
}
