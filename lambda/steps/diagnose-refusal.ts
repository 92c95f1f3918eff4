import { parseOwn } from '../contract/unreadable-data-error';
import { refusedAttemptSchema } from '../contract/workflow';
import type { DiagnoseOutput } from '../contract/workflow';
import { MAX_CONFLICTS } from '../domain/notification';
import type { WaitingNotification } from '../domain/notification';
import { diagnoseRefusal as diagnose, needsWitness } from '../domain/refusal';
import type { Clock, ConversationApi, Ledger } from '../domain/ports';
import { alreadyTold, conclude } from './conclude';

export interface DiagnoseRefusalDeps {
  readonly ledger: Ledger;
  readonly conversations: Pick<ConversationApi, 'describeToken' | 'neededScopes'>;
  readonly clock: Clock;
}

/** All channels refused: the refusal at hand is the last one's. */
const arePassed = ({ intent: { channels = [] }, channelsPassed = 0 }: WaitingNotification) =>
  channels.length > 0 && channelsPassed >= channels.length;

/** State "Diagnose refusal": a no is explained from evidence and never simply tried again. */
export const diagnoseRefusal =
  (deps: DiagnoseRefusalDeps) =>
  async (input: unknown): Promise<DiagnoseOutput> => {
    const { refusal, route, decisions, notificationKey } = parseOwn(
      refusedAttemptSchema,
      input,
      'the input of Diagnose refusal',
    );
    const notification = await deps.ledger.fetchNotification(notificationKey);
    if (notification?.kind !== 'waiting') return alreadyTold(notification);

    const token = needsWitness(refusal)
      ? await deps.conversations.describeToken()
      : ({ kind: 'unreadable', calls: 0 } as const);
    const { reason, missing } = diagnose(refusal, token, {
      neededScopes: deps.conversations.neededScopes,
      isConflictLoop: notification.conflicts >= MAX_CONFLICTS,
      isLastChannel: arePassed(notification),
    });

    const decision = {
      at: new Date(deps.clock.nowMs()).toISOString(),
      step: 'Diagnose refusal',
      decision: reason,
      evidence: { status: refusal.status, code: refusal.code, token: token.kind },
      genesysCalls: token.calls,
    };
    return conclude(deps, notification, {
      reason,
      missing,
      oauthClient: token.kind === 'described' ? token.client : undefined,
      decisions: [...decisions, decision],
      conversationId: route.conversationId,
      correlationId: refusal.correlationId,
    });
  };
