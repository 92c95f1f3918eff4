import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { followNotification } from './follow-notification';
import { isAbout } from './outcome-event';
import type { Scene } from './scene';
import type { Teller } from './storyteller';

const OCCURRENCE = 'forbidden-1';
const PERMISSION = 'conversation:message:create';

/** The OAuth client's role lacks a permission: Genesys's 403 becomes an outcome that names it. */
export async function permissionIsMissing(scene: Scene, teller: Teller): Promise<void> {
  const { genesys, stage, payload } = scene;
  const { permissions } = await genesys.control.roleOf(stage.clientId);
  const remaining = permissions.filter((permission) => permission !== PERMISSION);
  await genesys.control.changeRole(stage.clientId, { permissions: remaining });
  teller.note(`the role of the OAuth client has lost ${PERMISSION}`);
  try {
    const text = 'This one is not allowed.';
    const detail = { occurrence: OCCURRENCE, contactId: payload.contactId, text };
    teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(detail)}`);
    await followNotification(scene, teller, {
      label: 'f3 a missing permission',
      stage,
      promised: {
        outcome: 'REJECTED',
        reason: 'MISSING_PERMISSION',
        // Preflight, the refused send, and the token that is asked whose it is.
        genesysCalls: 3,
        missing: [PERMISSION],
      },
      request: async () => {
        await stage.application.publish(NOTIFICATION_REQUESTED, detail);
        return isAbout(OCCURRENCE);
      },
    });
  } finally {
    await genesys.control.changeRole(stage.clientId, { permissions });
  }
}
