import { NOTIFICATION_REQUESTED } from '../../../lambda/contract/request-events';
import { receiveOne } from '../queue-hand';
import * as v from 'valibot';
import { check, checkThat } from '../../../local/story/promise-check';
import { customerOf, expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';
import { loggedMissingPermissions } from '../missing-permissions';

const ACTION = 'dynamodb:PutItem';
const keptSchema = v.object({
  event: v.object({ 'detail-type': v.string(), detail: v.looseObject({}) }),
  cause: v.object({ Error: v.string(), Cause: v.string() }),
});

export const rejectedEvent: E2eCase = {
  name: 'rejected-event',
  title:
    'A request that cannot be stored for want of a grant is kept with the grant that is missing, and can be published again',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'rejected-event');
    await customer.openConversation();
    const startedMs = Date.now();
    const { outputs, aws } = customer.stage;
    const kept = await world.admin.withoutGrant('LoadSession', ACTION, async () => {
      teller.note(`the function LoadSession may not ${ACTION} any more`);
      await customer.request('not-stored');
      return await receiveOne(aws, outputs.RejectedEventsUrl, keptSchema);
    });

    teller.received(`kept with the cause ${kept.cause.Error}`);
    const names = kept.cause.Cause.includes(ACTION);
    teller.check(checkThat('the kept cause', names, `names ${ACTION}`, kept.cause.Cause));
    const logged = await loggedMissingPermissions(world, startedMs);
    teller.check(check('missing permissions in the logs', [ACTION], logged));

    const { 'detail-type': detailType, detail } = kept.event;
    teller.check(check('the kept event', NOTIFICATION_REQUESTED, detailType));
    await customer.publish(detailType, detail);
    teller.note('the grant is back, and the kept event is published again');
    await expectSent(customer, teller, 'not-stored');
  },
};
