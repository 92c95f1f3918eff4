import { createSharedTokenSource } from '../../../lambda/adapters/shared-token';
import type { DynamoDbTable } from '../../../lambda/adapters/dynamodb-table';
import type { RequestedToken } from '../../../lambda/adapters/oauth-token';
import { fixedClock } from '../../support/fixed-clock';
import { createInMemoryTable } from '../../support/in-memory-table';

const DAY_MS = 86_400_000;
const LEASE_MS = 15_000;
const POLL_MS = 250;

type Login = () => Promise<RequestedToken>;

const down = { kind: 'unavailable', cause: 'LOGIN_HTTP_503', retryAfterSeconds: 9 } as const;
const refused = {
  kind: 'refused',
  refusal: { status: 401, code: 'invalid_client', missing: [] },
} as const;

/** Environments of our functions around one table and one login host, on one clock that their waiting moves. */
function stage() {
  const clock = fixedClock();
  const table = createInMemoryTable();
  const logins: string[] = [];
  let environments = 0;
  const host = {
    login: async (): Promise<RequestedToken> => ({
      kind: 'token',
      accessToken: `token-${logins.length}`,
      refreshAtMs: clock.nowMs() + DAY_MS,
    }),
  };
  const environment = (login?: Login, around: DynamoDbTable = table) => {
    const name = `environment-${(environments += 1)}`;
    return createSharedTokenSource({
      table: around,
      clock,
      newOwner: () => name,
      sleep: async (ms) => clock.advance(ms),
      requestToken: async () => {
        logins.push(name);
        return (login ?? host.login)();
      },
    });
  };
  return { clock, table, logins, host, environment };
}

const fifty = <Result>(make: () => Result): Result[] => Array.from({ length: 50 }, make);
const token = (accessToken: string) => ({ kind: 'token', accessToken });

describe('the token', () => {
  it('is asked for once in each of its lifetimes by fifty environments', async () => {
    const { clock, logins, environment } = stage();
    const environments = fifty(() => environment());
    const lifetimes: number[] = [];

    for (const lifetime of [1, 2, 3]) {
      const answers = await Promise.all(environments.map((source) => source.getToken()));
      lifetimes.push(logins.length);
      expect(answers).toEqual(fifty(() => token(`token-${lifetime}`)));
      clock.advance(DAY_MS);
    }

    expect(lifetimes).toEqual([1, 2, 3]);
  });

  it('is asked for once by fifty who wait in one environment', async () => {
    const { logins, environment } = stage();
    const source = environment();

    const answers = await Promise.all(fifty(() => source.getToken()));

    expect(answers).toEqual(fifty(() => token('token-1')));
    expect(logins).toHaveLength(1);
  });

  it('is found by an environment that starts later', async () => {
    const { logins, environment } = stage();
    await environment().getToken();

    expect(await environment().getToken()).toEqual(token('token-1'));
    expect(logins).toHaveLength(1);
  });

  it('is kept until its refresh is due, and not a moment longer', async () => {
    const { clock, environment } = stage();
    const source = environment();
    await source.getToken();

    clock.advance(DAY_MS - 1);
    const kept = await source.getToken();
    clock.advance(1);
    const fresh = await source.getToken();

    expect([kept, fresh]).toEqual([token('token-1'), token('token-2')]);
  });

  it('is not taken from the row either when its refresh is due', async () => {
    const { clock, environment } = stage();
    await environment().getToken();
    clock.advance(DAY_MS);

    expect(await environment().getToken()).toEqual(token('token-2'));
  });

  it('is asked for by another once the lease of one that died is over', async () => {
    const { clock, logins, environment } = stage();
    const startMs = clock.nowMs();
    const dead = environment(() => new Promise<never>(() => undefined));
    void dead.getToken();
    const waiting = environment();
    while (logins.length === 0) await new Promise(setImmediate);

    const answer = await waiting.getToken();

    expect(answer).toEqual(token('token-2'));
    expect(logins).toEqual(['environment-1', 'environment-2']);
    expect(clock.nowMs() - startMs).toBe(LEASE_MS + POLL_MS);
  });

  it('of a holder that outlived its lease does not replace the newer one', async () => {
    const { clock, environment } = stage();
    const late = environment(async () => {
      clock.advance(LEASE_MS + 1);
      await environment().getToken();
      return { kind: 'token', accessToken: 'late', refreshAtMs: clock.nowMs() + DAY_MS };
    });

    expect(await late.getToken()).toEqual(token('late'));
    expect(await environment().getToken()).toEqual(token('token-2'));
  });

  it.each([down, refused])(
    'is not there while the login host answers otherwise, and the lease is free at once: %p',
    async (answer) => {
      const { clock, environment } = stage();
      const startMs = clock.nowMs();

      expect(await environment(async () => answer).getToken()).toEqual(answer);
      expect(await environment().getToken()).toEqual(token('token-2'));
      expect(clock.nowMs()).toBe(startMs);
    },
  );

  it('is not waited for longer than a lease and a little', async () => {
    const { clock, environment, table } = stage();
    const startMs = clock.nowMs();
    const neverFree = { ...table, updateIf: async () => ({ kind: 'refused', item: {} }) as const };

    expect(await environment(undefined, neverFree).getToken()).toMatchObject({
      kind: 'unavailable',
      cause: 'TOKEN_LEASE',
    });
    expect(clock.nowMs() - startMs).toBeGreaterThan(LEASE_MS);
    expect(clock.nowMs() - startMs).toBeLessThan(LEASE_MS + 3_000);
  });
});

describe('a refused token', () => {
  it('is replaced for everybody, with one request', async () => {
    const { logins, environment } = stage();
    const environments = fifty(() => environment());
    await Promise.all(environments.map((source) => source.getToken()));

    await Promise.all(environments.map((source) => source.discard('token-1')));
    const answers = await Promise.all(environments.map((source) => source.getToken()));

    expect(answers).toEqual(fifty(() => token('token-2')));
    expect(logins).toHaveLength(2);
  });

  it('takes no newer token with it when it is refused late', async () => {
    const { logins, environment } = stage();
    const [fast, slow] = [environment(), environment()];
    await Promise.all([fast.getToken(), slow.getToken()]);
    await fast.discard('token-1');
    await fast.getToken();

    await slow.discard('token-1');

    expect(await slow.getToken()).toEqual(token('token-2'));
    expect(await fast.getToken()).toEqual(token('token-2'));
    expect(logins).toHaveLength(2);
  });

  it('leads to the OAuth client that the secret names by then', async () => {
    const { host, clock, environment } = stage();
    const source = environment();
    await source.getToken();
    host.login = async () => ({
      kind: 'token',
      accessToken: 'token-of-the-other-client',
      refreshAtMs: clock.nowMs() + DAY_MS,
    });

    await source.discard('token-1');

    expect(await source.getToken()).toEqual(token('token-of-the-other-client'));
    expect(await environment().getToken()).toEqual(token('token-of-the-other-client'));
  });
});
