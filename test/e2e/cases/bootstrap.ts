import { check, checkThat } from '../../../local/story/promise-check';
import type { E2eCase } from '../e2e-case';

export const bootstrap: E2eCase = {
  name: 'bootstrap',
  title: '`cdk bootstrap` prepares an account, and changes nothing the second time',
  run: async (world, teller) => {
    const first = await world.bootstrapped();
    const second = await world.bootstrap();
    teller.check(check('the exit code of the first', 0, first.code));
    const words = /no changes|owner/;
    const said = second.output.trim().split('\n').at(-1);
    teller.check(
      checkThat('the second changes nothing', words.test(second.output), '"no changes"', said),
    );
  },
};
