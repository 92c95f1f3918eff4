import { isAccount } from '../cloud/deploy-target';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { APPLICATION_SOURCE } from './application';
import type { Laptop } from './laptop';
import type { Scene } from './scene';

/** Lines to paste into a shell, for those who want to try it themselves. */
export function pasteLines({ target, genesys }: Laptop, scene: Scene): string {
  const { outputs } = scene.stage;
  const { contactId } = scene.payload;
  const conversationId = scene.records.findLast(({ label }) =>
    label.startsWith('e'),
  )?.conversationId;
  const detail = { occurrence: 'my-first', contactId, text: 'Hello from the shell' };
  const entry = {
    EventBusName: outputs.BusName,
    Source: APPLICATION_SOURCE,
    DetailType: NOTIFICATION_REQUESTED,
    Detail: JSON.stringify(detail),
  };
  const transcript = `${genesys.control}/conversations/${conversationId ?? '<conversation id>'}`;
  const json = "-H 'content-type: application/json'";
  return [
    '',
    'Everything stays up; Ctrl-C ends it. To try it, paste:',
    '',
    '# Request a message; a new occurrence makes it a new notification.',
    ...(isAccount(target)
      ? []
      : [
          `export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${target.region}`,
        ]),
    `aws${isAccount(target) ? '' : ` --endpoint-url ${target.endpoint}`} events put-events --entries '${JSON.stringify([entry])}'`,
    '',
    '# What the customer has.',
    `curl -s ${transcript}/transcript`,
    '',
    '# Answer as the customer, then end the conversation: the next message opens a new one.',
    `curl -s -X POST ${transcript}/customer-message ${json} -d '{"text":"Thank you"}'`,
    `curl -s -X POST ${transcript}/end`,
    '',
    '# Everything that happened at Genesys.',
    `curl -s ${genesys.control}/truth`,
    '',
  ].join('\n');
}
