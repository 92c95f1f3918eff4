import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import { causeOf } from '../domain/error-facts';
import type { Clock } from '../domain/ports';
import { N, numberAttribute, S, stringAttribute } from './attribute-values';
import type { DynamoDbTable } from './dynamodb-table';
import type { RequestedToken, TokenAnswer, TokenSource } from './oauth-token';

export interface SharedTokenOptions {
  readonly table: DynamoDbTable;
  /** Asks the login host. Called by one environment at a time. */
  readonly requestToken: () => Promise<RequestedToken>;
  readonly clock: Clock;
  readonly newOwner: () => string;
  readonly sleep: (ms: number) => Promise<void>;
}

const KEY = { pk: S('TOKEN') };

/** Longer than the login host may take, so that a lease ends only when its holder has died. */
const LEASE_MS = 15_000;
/** How often those who wait look again, and how often at most: together a little longer than a lease. */
const POLL_MS = 250;
const MAX_POLLS = 70;

const rowSchema = v.object({
  accessToken: v.optional(stringAttribute),
  refreshAtMs: v.optional(numberAttribute, { N: '0' }),
});

/**
 * One token for all environments of all functions. Genesys counts its limit per client and asks not to mint
 * tokens by the dozen, so whoever finds none takes a lease, asks once, and everybody else waits for the row.
 */
export function createSharedTokenSource(options: SharedTokenOptions): TokenSource {
  const { table, clock } = options;
  let current: { accessToken: string; refreshAtMs: number } | undefined;
  let pending: Promise<TokenAnswer> | undefined;
  let refused: string | undefined;

  const removeRefused = async (): Promise<void> => {
    if (refused === undefined) return;
    const accessToken = refused;
    // Only the token that was refused: somebody else may have replaced it already.
    await table.updateIf({
      Key: KEY,
      UpdateExpression: 'REMOVE accessToken, refreshAtMs',
      ConditionExpression: 'accessToken = :token',
      ExpressionAttributeValues: { ':token': S(accessToken) },
    });
    if (refused === accessToken) refused = undefined;
  };

  const readRow = async (): Promise<typeof current> => {
    const item = await table.get({ Key: KEY, ConsistentRead: true });
    const row = parseOwn(rowSchema, item ?? {}, 'the token row');
    return row.accessToken === undefined || row.refreshAtMs <= clock.nowMs()
      ? undefined
      : { accessToken: row.accessToken, refreshAtMs: row.refreshAtMs };
  };

  const takeLease = async (owner: string): Promise<boolean> => {
    const written = await table.updateIf({
      Key: KEY,
      UpdateExpression: 'SET leaseOwner = :owner, leaseUntilMs = :until',
      ConditionExpression:
        '(attribute_not_exists(leaseUntilMs) OR leaseUntilMs < :now OR leaseOwner = :owner) AND (attribute_not_exists(refreshAtMs) OR refreshAtMs <= :now)',
      ExpressionAttributeValues: {
        ':owner': S(owner),
        ':until': N(clock.nowMs() + LEASE_MS),
        ':now': N(clock.nowMs()),
      },
    });
    return written.kind === 'written';
  };

  const refresh = async (owner: string): Promise<TokenAnswer> => {
    const requested = await options.requestToken();
    if (requested.kind === 'token') {
      const { accessToken, refreshAtMs } = requested;
      // Ours from now on, whether or not the others hear of it.
      current = { accessToken, refreshAtMs };
      await table.updateIf({
        Key: KEY,
        UpdateExpression:
          'SET accessToken = :token, refreshAtMs = :refreshAt REMOVE leaseOwner, leaseUntilMs',
        ConditionExpression: 'leaseOwner = :owner',
        ExpressionAttributeValues: {
          ':token': S(accessToken),
          ':refreshAt': N(refreshAtMs),
          ':owner': S(owner),
        },
      });
      return { kind: 'token', accessToken };
    }
    await table.updateIf({
      Key: KEY,
      UpdateExpression: 'REMOVE leaseOwner, leaseUntilMs',
      ConditionExpression: 'leaseOwner = :owner',
      ExpressionAttributeValues: { ':owner': S(owner) },
    });
    return requested;
  };

  const share = async (): Promise<TokenAnswer> => {
    const owner = options.newOwner();
    await removeRefused();
    for (let polls = 0; polls < MAX_POLLS; polls += 1) {
      current = await readRow();
      if (current !== undefined) return { kind: 'token', accessToken: current.accessToken };
      if (await takeLease(owner)) return refresh(owner);
      await options.sleep(POLL_MS);
    }
    return { kind: 'unavailable', cause: 'TOKEN_LEASE', retryAfterSeconds: 3 };
  };

  /** Thrown on, this would look like a send that nobody knows the end of; nothing has been sent. */
  const withoutTable = (error: unknown): TokenAnswer =>
    current === undefined
      ? { kind: 'unavailable', cause: causeOf(error, 'TOKEN_STORE'), retryAfterSeconds: 3 }
      : { kind: 'token', accessToken: current.accessToken };

  return {
    getToken: async () => {
      if (current !== undefined && clock.nowMs() < current.refreshAtMs) {
        return { kind: 'token', accessToken: current.accessToken };
      }
      pending ??= share()
        .catch(withoutTable)
        .finally(() => (pending = undefined));
      return pending;
    },
    discard: async (accessToken) => {
      current = undefined;
      refused = accessToken;
      // What could not be removed now is removed before the next token is given.
      await removeRefused().catch(() => undefined);
    },
  };
}
