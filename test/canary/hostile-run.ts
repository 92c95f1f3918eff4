import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  ATTEMPT_DUE,
  CONVERSATION_CONFLICT,
  NOTIFICATION_REQUESTED,
  SESSION_REGISTERED,
} from '../../lambda/contract/request-events';
import { isAbout } from '../../local/story/outcome-event';
import { CONTACT, TEXTS } from './canaries';
import type { DeployedStack } from './deployed-stack';
import { contactOf, PATIENCE_MS, stageHand, textOf } from './stage-hand';
import type { StageHand } from './stage-hand';
import { ledgerTableOf } from './written-sources';

const SENDS = { method: 'POST', path: '/api/v2/conversations/messages/agentless' };
const LOOKS = { method: 'GET', path: '/api/v2/conversations/*' };
const VALUES = TEXTS.map(({ value }) => value);

/** What somebody could put into an OAuth client secret by mistake; it must not come out anywhere. */
export const MISPLACED_SECRET = 'misplaced-client-secret-8Tq4zL0wRr';

/** An answer that says back everything it was sent. */
const quoting = (status: number, code: string) => ({
  kind: 'answer',
  status,
  body: {
    code,
    status,
    message: `You must not send ${VALUES.join(' or ')} to ${CONTACT.value}`,
    messageParams: { text: VALUES },
    details: VALUES.map((value) => ({ errorCode: value, fieldName: value })),
  },
});

/** Plays everything that could make the stack write a text down: good sends, quoting refusals, garbage, lost answers. */
export async function playHostileRun(stack: DeployedStack): Promise<void> {
  const hand = stageHand(stack);
  await Promise.all(TEXTS.map((_, index) => hand.welcome(contactOf(index))));
  await hand.askForEveryText('accepted');
  await playRefusals(hand);
  await playGarbage(stack.stage);
  await playBrokenRow(stack.stage);
  // Not waited for: the settle window is longer than this run, and the row is not concluded before.
  await hand.misbehave(SENDS, { kind: 'reset', commit: 'before' }, 1);
  await hand.ask('lost', contactOf(4), textOf(4));
  await stack.stage.inbox.waitFor('the request that is lost', isAbout('lost'), PATIENCE_MS);
}

/** The last act: somebody stores nonsense in the OAuth client's secret, and the token that was kept is refused. */
export async function loseSecret(stack: DeployedStack): Promise<void> {
  const hand = stageHand(stack);
  const { aws, outputs } = stack.stage;
  const secret = { SecretId: outputs.OAuthClientSecretArn, SecretString: MISPLACED_SECRET };
  await aws.secrets.send(new PutSecretValueCommand(secret));
  await hand.revokeTokens();
  await hand.askAndWait('no-secret', 5);
}

async function playRefusals(hand: StageHand): Promise<void> {
  await hand.misbehave(SENDS, quoting(403, 'missing.any.permissions'));
  await hand.askForEveryText('refused');
  await hand.behave();
  // A gateway that takes the text itself for its code.
  await hand.misbehave(SENDS, quoting(400, textOf(0)));
  await hand.askAndWait('refused-by-text', 0);
  await hand.behave();
  await hand.misbehave(SENDS, quoting(400, 'active.conversation'), 1);
  await hand.misbehave(LOOKS, quoting(503, 'service.unavailable'), 1);
  await Promise.all([hand.askAndWait('conflict', 1), hand.askAndWait('late', 2)]);
  // The same occurrence with another text is refused as well.
  await hand.ask('late', contactOf(2), textOf(3));
}

/** Events that hold a text in every place where it does not belong. */
async function playGarbage({ application, inbox }: DeployedStack['stage']): Promise<void> {
  const heard = inbox.heard.length;
  const requests = VALUES.flatMap((value) => [
    {
      occurrence: value,
      type: value,
      contactId: value,
      text: { deep: value },
      version: value,
    },
    {
      occurrence: 'o',
      contactId: CONTACT.value,
      text: value.repeat(60),
      policy: { session: value },
    },
  ]);
  const odd = { [textOf(0)]: textOf(0), notificationKey: textOf(0) };
  const sessions = VALUES.map((value) => ({ webchatSessionId: value, contactId: value }));
  await Promise.all([
    ...requests.map((detail) => application.publish(NOTIFICATION_REQUESTED, detail)),
    application.publish(CONVERSATION_CONFLICT, odd),
    application.publish(CONVERSATION_CONFLICT, { ...odd, notificationKey: undefined }),
    ...sessions.map((detail) => application.publish(SESSION_REGISTERED, detail)),
  ]);
  const rejections = () =>
    inbox.heard
      .slice(heard)
      .filter(({ detail }) => JSON.stringify(detail).includes('INVALID_EVENT'));
  const areAllThere = () => rejections().length >= requests.length + 2;
  await inbox.waitFor('a rejection of everything that is garbage', areAllThere, PATIENCE_MS);
}

/** A row of our own that cannot be read: the step throws, and the workflow keeps the event with the cause. */
async function playBrokenRow({ aws, application }: DeployedStack['stage']): Promise<void> {
  const notificationKey = 'B'.repeat(52);
  const intent = { text: textOf(0), contactId: CONTACT.value, policy: textOf(0) };
  await aws.tables.send(
    new PutItemCommand({
      TableName: await ledgerTableOf(aws),
      Item: {
        pk: { S: `NOTIF#${notificationKey}` },
        intent: { S: JSON.stringify(intent) },
        decisions: { S: textOf(0) },
      },
    }),
  );
  const detail = { version: '1', notificationKey };
  await application.redeliver({
    id: 'e-1',
    source: 'canary',
    'detail-type': ATTEMPT_DUE,
    detail,
  });
}
