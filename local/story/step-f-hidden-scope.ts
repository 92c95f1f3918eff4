import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import type { DeployedStage } from './deployed-stage';
import { followNotification, type PromisedEnding } from './follow-notification';
import { isAbout, type Ending } from './outcome-event';
import { check } from './promise-check';
import type { Scene } from './scene';
import type { Teller } from './storyteller';

const SCOPE = 'messaging:conversation:write';

/**
 * In the thread dialect a missing scope looks like a conflict. The token tells them apart, the outcome
 * names the scope, and once the scope is there the next message is delivered in that dialect.
 */
export async function scopeIsHidden(
  scene: Scene,
  stage: DeployedStage,
  teller: Teller,
): Promise<void> {
  const { control, deploymentId } = scene.genesys;
  const id = `second-contact${scene.suffix}`;
  const contactId = await control.createContact({ id, name: 'Bo' });
  const webchatSessionId = `second-session${scene.suffix}`;
  const text = 'Can I change my order?';
  const conversationId = await control.openConversation({
    contactId,
    deploymentId,
    webchatSessionId,
    text,
  });
  await stage.registry.waitFor(conversationId, "the session in the thread stage's registry");
  await control.closeTab(conversationId);
  teller.note(
    'a second stage is deployed that speaks the thread dialect, with a customer of its own',
  );
  const say = messageTo(scene, teller, { stage, contactId });

  const { scopes } = await control.roleOf(stage.clientId);
  const remaining = scopes.filter((scope) => scope !== SCOPE);
  await control.changeRole(stage.clientId, { scopes: remaining });
  teller.note(
    `the OAuth client has lost the scope ${SCOPE}; Genesys answers as if there were a conflict`,
  );
  try {
    await say('f4 a hidden scope', 'Nobody may say this.', {
      outcome: 'REJECTED',
      reason: 'MISSING_PERMISSION',
      // The third one asks the token what it may do.
      genesysCalls: 3,
      missing: [SCOPE],
    });
  } finally {
    await control.changeRole(stage.clientId, { scopes });
  }
  teller.note('the scope is back, as the outcome asked for');

  const delivered = await say('f4 with the scope', 'Yes, until 6 pm today.', {
    outcome: 'SENT',
    reason: 'DELIVERED_TO_EXISTING',
    genesysCalls: 2,
  });
  teller.check(check('the existing conversation', conversationId, delivered.conversationId));
}

type Say = (label: string, text: string, promised: PromisedEnding) => Promise<Ending>;

/** Requests a message to one contact; only one that is to be sent has to arrive. */
function messageTo(
  scene: Scene,
  teller: Teller,
  { stage, contactId }: { readonly stage: DeployedStage; readonly contactId: string },
): Say {
  return async (label, text, promised) => {
    const occurrence = label.replaceAll(' ', '-');
    const detail = { occurrence, contactId, text };
    teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(detail)}`);
    return await followNotification(scene, teller, {
      label,
      stage,
      promised,
      ...(promised.outcome === 'SENT' ? { text } : {}),
      request: async () => {
        await stage.application.publish(NOTIFICATION_REQUESTED, detail);
        return isAbout(occurrence);
      },
    });
  };
}
