import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { demandJson, jsonRequest } from '../../../local/story/http-json';
import { check } from '../../../local/story/promise-check';
import { customerOf, expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';

const clientSchema = v.object({ clientSecret: v.string() });

export const rotatedSecret: E2eCase = {
  name: 'rotated-secret',
  title:
    'A rotated client secret is used as soon as Genesys refuses the old token, without a deployment',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'rotated-secret');
    const { genesys, stage } = customer;
    const { clientId, aws, outputs } = stage;
    await customer.openConversation();
    const client = `${world.place.genesys.control}/oauth-clients/${clientId}`;
    const regenerate = jsonRequest('PATCH', { regenerateSecret: true });
    const { clientSecret } = await demandJson(clientSchema, client, regenerate);
    await demandJson(v.unknown(), `${client}/tokens`, { method: 'DELETE' });
    const SecretString = JSON.stringify({ clientId, clientSecret });
    const SecretId = outputs.OAuthClientSecretArn;
    await aws.secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
    teller.note('Genesys has a new client secret and has revoked its tokens; the secret is stored');

    const since = await genesys.truth.countRequests();
    await customer.request('with-the-new-secret');
    await expectSent(customer, teller, 'with-the-new-secret');
    const calls = await genesys.truth.callsOf(clientId, since);
    const sends = calls.filter(({ method }) => method === 'POST');
    teller.check(check('requests that send', 1, sends.length));
  },
};
