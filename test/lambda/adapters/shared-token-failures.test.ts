import { inspect } from 'node:util';
import { createTokenRequester } from '../../../lambda/adapters/oauth-token';
import { createSharedTokenSource } from '../../../lambda/adapters/shared-token';
import type { DynamoDbTable } from '../../../lambda/adapters/dynamodb-table';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { closingServers } from '../../support/closing-servers';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { fixedClock } from '../../support/fixed-clock';
import { createInMemoryTable } from '../../support/in-memory-table';
import { answerJson } from '../../support/loopback-server';
import { wrapped } from '../../support/recorded';
import { noLimit } from '../../support/no-limit';

const CANARY = 'CANARY-4711';

/** A table of which one kind of call fails. */
const failing = (table: DynamoDbTable, verb: string, fails: () => boolean): DynamoDbTable =>
  wrapped(table, (name, method) => async (...args) => {
    if (name === verb && fails()) throw new Error('dynamodb: DEADLINE');
    return method(...args);
  });

const source = (table: DynamoDbTable, requests: string[] = []) => {
  const clock = fixedClock();
  return createSharedTokenSource({
    table,
    clock,
    newOwner: () => 'environment',
    sleep: async (ms) => clock.advance(ms),
    requestToken: async () => {
      requests.push('request');
      return { kind: 'token', accessToken: CANARY, refreshAtMs: clock.nowMs() + 3_600_000 };
    },
  });
};

describe('a table that does not answer', () => {
  it.each(['get', 'updateIf'])(
    'leaves the token unavailable, not the send in doubt: %s',
    async (verb) => {
      let broken = true;
      const tokens = source(failing(createInMemoryTable(), verb, () => broken));

      expect(await tokens.getToken()).toMatchObject({ kind: 'unavailable', cause: 'TOKEN_STORE' });
      broken = false;
      expect(await tokens.getToken()).toMatchObject({ kind: 'token' });
    },
  );

  it('does not cost the token that the login host has just given', async () => {
    let writes = 0;
    const requests: string[] = [];
    const table = failing(createInMemoryTable(), 'updateIf', () => (writes += 1) > 1);
    const tokens = source(table, requests);

    expect(await tokens.getToken()).toEqual({ kind: 'token', accessToken: CANARY });
    expect(await tokens.getToken()).toEqual({ kind: 'token', accessToken: CANARY });
    expect(requests).toHaveLength(1);
  });

  it('neither turns a refused token into a fault nor lets it be given again', async () => {
    const table = createInMemoryTable();
    await source(table).getToken();
    let broken = true;
    const requests: string[] = [];
    const tokens = source(
      failing(table, 'updateIf', () => broken),
      requests,
    );
    await tokens.getToken();

    await tokens.discard(CANARY);
    const meanwhile = await tokens.getToken();
    broken = false;
    await tokens.getToken();

    expect(meanwhile).toMatchObject({ kind: 'unavailable', cause: 'TOKEN_STORE' });
    expect(requests).toHaveLength(1);
  });
});

describe('neither token nor secret', () => {
  const start = closingServers();

  it('is in an answer or an error when the login host gives back what it was sent', async () => {
    const { url } = await start((response, { headers }) =>
      answerJson(response, 403, { error: 'no', echo: headers.authorization, token: CANARY }),
    );
    const requestToken = createTokenRequester({
      loginUrl: url,
      readSecret: async () => JSON.stringify({ clientId: 'id', clientSecret: CANARY }),
      send: createHttpSender({ deadlineMs: 2_000, nowMs: Date.now }),
      pacer: noLimit,
      clock: fixedClock(),
    });

    const answer = inspect(await requestToken(), { depth: 20 });

    expect(answer).not.toContain(CANARY);
    expect(answer).not.toContain(Buffer.from(`id:${CANARY}`).toString('base64'));
  });

  it('is in the error of a row that nobody can read', async () => {
    const row = { accessToken: { S: CANARY }, refreshAtMs: { S: 'soon' } };
    const table = { ...createInMemoryTable(), get: async () => row };

    const answer = await source(table)
      .getToken()
      .catch((error: unknown) => error);

    expect(inspect(answer, { depth: 20 })).not.toContain(CANARY);
  });
});

describe('in DynamoDB', () => {
  let emulator: EmulatorAddress;
  beforeAll(async () => {
    emulator = await sharedEmulator();
  }, INSTALL_TIMEOUT);

  it('the row serves fifty environments with one request, and with one more after a 401', async () => {
    const table = await openLedgerTable(emulator);
    const clock = fixedClock();
    const asked: string[] = [];
    const environments = Array.from({ length: 50 }, (_, n) =>
      createSharedTokenSource({
        table,
        clock,
        newOwner: () => `environment-${n}`,
        sleep: async () => undefined,
        requestToken: async () => {
          asked.push(`environment-${n}`);
          const accessToken = `token-${asked.length}`;
          return { kind: 'token', accessToken, refreshAtMs: clock.nowMs() + 3_600_000 };
        },
      }),
    );
    const getAll = () => Promise.all(environments.map((tokens) => tokens.getToken()));

    const first = await getAll();
    await Promise.all(environments.slice(0, 3).map((tokens) => tokens.discard('token-1')));
    const second = await environments[0]?.getToken();

    expect(first).toEqual(environments.map(() => ({ kind: 'token', accessToken: 'token-1' })));
    expect(second).toEqual({ kind: 'token', accessToken: 'token-2' });
    expect(asked).toHaveLength(2);
  });
});
