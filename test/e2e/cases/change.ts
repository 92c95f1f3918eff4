import { expectReceived, expectTold } from '../../../local/scenarios/expectation';
import { check, checkThat } from '../../../local/story/promise-check';
import { customerOf } from '../customer';
import type { E2eCase } from '../e2e-case';
import { PATIENCE_MS } from '../patience';

export const noDrift: E2eCase = {
  name: 'no-drift',
  title: '`cdk diff` finds nothing to do after a deployment',
  run: async (world, teller) => {
    await world.current();
    const { code, output } = await world.diff();
    const last = output.trim().split('\n').at(-1);
    teller.check(check('the exit code of cdk diff --fail', 0, code));
    const isSame = output.includes('There were no differences');
    teller.check(checkThat('what it says', isSame, 'no differences', last));
  },
};

export const change: E2eCase = {
  name: 'change',
  title: '`cdk deploy` of a changed setting counts from the next request on',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'change');
    await customer.openConversation();
    const { output } = await world.retired();
    const deployed = output.includes('UPDATE_COMPLETE') || output.includes('✅');
    teller.check(
      checkThat('the deployment', deployed, 'an update', output.trim().split('\n').at(-1)),
    );
    await customer.request('in-the-shadow');
    const shadow = { outcome: 'SUPPRESSED', reason: 'SHADOW_MODE', withinMs: PATIENCE_MS } as const;
    await expectTold(customer, teller, { occurrence: 'in-the-shadow', ...shadow });
    await expectReceived(customer, teller, []);
  },
};
