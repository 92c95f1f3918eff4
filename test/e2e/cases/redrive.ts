import { depthOf } from '../../../local/story/failure-queues';
import { check } from '../../../local/story/promise-check';
import { waitFor } from '../../../local/story/wait-for';
import { customerOf, expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';
import { loggedMissingPermissions } from '../missing-permissions';
import { PATIENCE_MS } from '../patience';
import { redrive, retryAfter } from '../queue-hand';

const ACTION = 'dynamodb:UpdateItem';
/** As the stack has it, and as it is while this case has no time to wait for four tries. */
const RETRY_SECONDS = { usual: 90, hurried: 1 };

export const redriven: E2eCase = {
  name: 'redrive',
  title:
    'Events that the registry could not keep are in the dead-letter queue, and count once it is redriven',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'redrive');
    const { genesys, contactId, stage } = customer;
    const { aws, outputs } = stage;
    const intake = await world.admin.find('AWS::SQS::Queue', 'IntakeQueue');
    const startedMs = Date.now();
    const before = await depthOf(aws, outputs.UnreadableEventsUrl);
    await retryAfter(aws, intake, RETRY_SECONDS.hurried);
    const conversationId = await world.admin.withoutGrant('IngestEvents', ACTION, async () => {
      teller.note(`the function IngestEvents may not ${ACTION} any more`);
      const opened = await genesys.control.openConversation({
        contactId,
        webchatSessionId: 'web-redrive',
        deploymentId: genesys.deploymentId,
        text: 'Where is my parcel?',
      });
      await waitFor(
        'the event in the dead-letter queue',
        async () => ((await depthOf(aws, outputs.UnreadableEventsUrl)) > before ? true : undefined),
        PATIENCE_MS,
      );
      return opened;
    });
    await retryAfter(aws, intake, RETRY_SECONDS.usual);
    const logged = await loggedMissingPermissions(world, startedMs);
    teller.check(check('missing permissions in the logs', [ACTION], logged));

    const how = await redrive(aws, { from: outputs.UnreadableEventsUrl, to: intake });
    teller.note(`the grant is back, and the queue was redriven: ${how}`);
    await stage.registry.waitFor(conversationId, 'the session in the registry');
    teller.check(
      check('what is left in the queue', 0, await depthOf(aws, outputs.UnreadableEventsUrl)),
    );
    await customer.request('after-the-redrive');
    await expectSent(customer, teller, 'after-the-redrive');
  },
};
