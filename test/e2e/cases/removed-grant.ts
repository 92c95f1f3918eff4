import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { readDecisionRecord } from '../../../local/scenarios/decision-record';
import { expectReceived, expectTold } from '../../../local/scenarios/expectation';
import { TEXT } from '../../../local/scenarios/rehearsal';
import { demandJson } from '../../../local/story/http-json';
import { checkThat } from '../../../local/story/promise-check';
import { waitFor } from '../../../local/story/wait-for';
import { customerOf } from '../customer';
import type { E2eCase } from '../e2e-case';
import { PATIENCE_MS } from '../patience';

const ACTION = 'secretsmanager:GetSecretValue';
/** After a refused token until the next one was asked for in vain. */
const IN_VAIN_MS = 1_500;
const UNAUTHORIZED = 401;
const requestsSchema = v.array(v.object({ status: v.nullable(v.number()) }));

const isRefused = ({ status }: { status: number | null }) => status === UNAUTHORIZED;

export const removedGrant: E2eCase = {
  name: 'removed-grant',
  title:
    'A function that may not read the OAuth client any more says so in the decision record, and sends once it may',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'removed-grant');
    const { genesys, stage } = customer;
    await customer.openConversation();
    const since = await genesys.truth.countRequests();
    const requests = `${world.place.genesys.control}/requests?since=${since}`;
    await world.admin.withoutGrant('PreflightConversation', ACTION, async () => {
      teller.note(`the function PreflightConversation may not ${ACTION} any more`);
      const tokens = `${world.place.genesys.control}/oauth-clients/${stage.clientId}/tokens`;
      await demandJson(v.unknown(), tokens, { method: 'DELETE' });
      await customer.request('without-a-token');
      // A revoked token is nobody's, so the calls of our client are not the place to look.
      await waitFor(
        'the refused token',
        async () => (await demandJson(requestsSchema, requests)).find(isRefused),
        PATIENCE_MS,
      );
      await pause(IN_VAIN_MS);
    });
    teller.note('the grant is back');

    const sent = {
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: PATIENCE_MS,
    } as const;
    const told = await expectTold(customer, teller, { occurrence: 'without-a-token', ...sent });
    await expectReceived(customer, teller, [TEXT]);
    const { decisions } = await readDecisionRecord(stage, told.notificationKey);
    const causes = decisions.flatMap(({ evidence }) => evidence?.cause ?? []);
    const wanted = `MISSING_PERMISSION ${ACTION}`;
    teller.check(
      checkThat('the decision record', causes.includes(wanted), `names ${wanted}`, causes),
    );
  },
};
