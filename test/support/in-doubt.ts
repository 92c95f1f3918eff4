import { SETTLE_MS } from '../../lambda/contract/timeouts';
import type { Intent } from '../../lambda/domain/notification';
import type { MessagesAnswer } from '../../lambda/domain/ports';
import { KEY } from './builders';
import { NOON_MS } from './fixed-clock';
import type { Script } from './scripted-conversations';
import { occupy, sendStage } from './send-stage';
import type { SendStage } from './send-stage';

/** A notification whose answer was lost at noon, in a conversation that is known, and whose settle window is over. */
export async function inDoubt(
  script: Script = {},
  intent: Partial<Intent> = {},
  conversationId: string | null = 'conversation-1',
): Promise<SendStage> {
  const stage = await sendStage(script, intent);
  const known = conversationId ?? undefined;
  await occupy(stage, { notificationKey: KEY, phase: 'SENDING', conversationId: known });
  stage.clock.advance(SETTLE_MS);
  return stage;
}

/** What a conversation shows that has one message of ours, from the time it was sent. */
export const outbound = (text: string): MessagesAnswer => ({
  kind: 'listed',
  messages: [{ messageId: 'message-1', direction: 'outbound', text, atMs: NOON_MS }],
});
