import type { Doubt, Intent } from '../domain/notification';
import type { ConversationApi } from '../domain/ports';
import { findProof, NO_MESSAGE_LIST, referenceOf, wasLiveThroughout } from '../domain/proof';
import type { Proof } from '../domain/proof';

export type Look = (
  | Proof
  /** `isFinal` when no later look could see more. */
  | { readonly kind: 'unreadable'; readonly cause: string; readonly isFinal: boolean }
) & { readonly calls: number };

export interface LookDeps {
  readonly conversations: Pick<ConversationApi, 'listMessages' | 'fetchConversation'>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Between the two looks that absence takes: a list may lag, or lose a page once. */
const BETWEEN_LOOKS_MS = 2_000;

/** Asks the conversation whether it shows the message. Absent is only what two looks did not see. */
export async function lookForProof(deps: LookDeps, intent: Intent, sent: Doubt): Promise<Look> {
  const { conversationId, sentAtMs = 0 } = sent;
  if (conversationId === undefined) {
    return { kind: 'unreadable', cause: 'CONVERSATION_UNKNOWN', isFinal: true, calls: 0 };
  }
  const { text, policy, notificationKey } = intent;
  const reference = policy.reference === 'append' ? referenceOf(notificationKey) : undefined;

  const lookOnce = async (): Promise<Look> => {
    const answer = await deps.conversations.listMessages(conversationId);
    const { calls } = answer;
    const unreadable = (cause: string): Look => {
      return { kind: 'unreadable', cause, isFinal: cause === NO_MESSAGE_LIST, calls };
    };
    if (answer.kind === 'unreadable') return unreadable(answer.cause);
    const proof = findProof({ text, reference, sentAtMs }, answer.messages);
    if (proof.kind === 'absent' && answer.isPartial === true) return unreadable('LIST_INCOMPLETE');
    return { ...proof, calls };
  };

  const first = await lookOnce();
  if (first.kind !== 'absent') return first;
  await deps.sleep(BETWEEN_LOOKS_MS);
  const second = await lookOnce();
  const calls = first.calls + second.calls;
  return second.kind === 'absent' && policy.whenInDoubt === 'resend'
    ? lookWhetherLive(deps, { conversationId, sentAtMs }, calls)
    : { ...second, calls };
}

/** Absence is a reason to send again only if the message can't have gone anywhere else. */
async function lookWhetherLive(
  { conversations }: LookDeps,
  { conversationId, sentAtMs }: { readonly conversationId: string; readonly sentAtMs: number },
  earlierCalls: number,
): Promise<Look> {
  const answer = await conversations.fetchConversation(conversationId);
  const calls = earlierCalls + answer.calls;
  if (answer.kind === 'unavailable') {
    return { kind: 'unreadable', cause: answer.cause, isFinal: false, calls };
  }
  return answer.kind === 'found' && wasLiveThroughout(answer.conversation, sentAtMs)
    ? { kind: 'absent', calls }
    : { kind: 'unreadable', cause: 'CONVERSATION_INTERRUPTED', isFinal: true, calls };
}
