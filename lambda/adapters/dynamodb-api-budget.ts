import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import { graceOf, latestStartMs, secondsUntil, spacingOf } from '../domain/api-budget';
import type { Pace, SlotRequest } from '../domain/api-budget';
import type { ApiBudget, BudgetState, Permit, Reservation } from '../domain/budget-port';
import type { Clock } from '../domain/ports';
import { N, numberAttribute, S } from './attribute-values';
import type { DynamoDbTable, Written } from './dynamodb-table';

export interface ApiBudgetOptions {
  readonly table: DynamoDbTable;
  /** Names the OAuth client, whose limit it is. */
  readonly client: string;
  /** Requests per minute until Genesys has said how many it allows. */
  readonly startPerMinute: number;
  readonly clock: Clock;
}

/** A lost race is tried again with what the winner has left; every round somebody gets a slot. */
const MAX_TRIES = 8;

const rowSchema = v.object({
  nextFreeMs: v.optional(numberAttribute, { N: '0' }),
  taken: v.optional(numberAttribute, { N: '0' }),
  allowedPerMinute: v.optional(numberAttribute),
  othersPerMinute: v.optional(numberAttribute),
  closedUntilMs: v.optional(numberAttribute, { N: '0' }),
});

interface Row extends BudgetState {
  readonly closedUntilMs: number;
}

/**
 * The dispenser as one row that holds the next free slot. While slots are waited for, a reservation is one write that
 * moves it on; when nobody waits, one write that begins again at the present. A failed write shows how the row
 * stands, and since the next free slot never goes back, what it shows refuses later callers without a write.
 */
export function createDynamoDbApiBudget(options: ApiBudgetOptions): ApiBudget {
  const { table, clock } = options;
  const Key = { pk: S(`BUDGET#${options.client}`) };
  const read = (item: unknown): Row => {
    const row = parseOwn(rowSchema, item, 'the budget row');
    const pace = {
      allowedPerMinute: row.allowedPerMinute ?? options.startPerMinute,
      othersPerMinute: row.othersPerMinute ?? 0,
    };
    return { ...row, ...pace, spacingMs: spacingOf(pace) };
  };
  let known = read({});
  /** Whether there was a queue the last time: there probably still is one. */
  let hasQueue = false;

  /** Moves the next free slot on, if it still lies between now and the latest moment that is of use. */
  const joinQueue = (slots: number, nowMs: number, latestMs: number): Promise<Written> =>
    table.updateIf({
      Key,
      UpdateExpression: 'SET nextFreeMs = nextFreeMs + :step ADD taken :slots',
      ConditionExpression: 'spacingMs = :spacing AND :now <= nextFreeMs AND nextFreeMs <= :latest',
      ExpressionAttributeValues: {
        ':step': N(stepOf(known, slots)),
        ':slots': N(slots),
        ':spacing': N(known.spacingMs),
        ':now': N(nowMs),
        ':latest': N(latestMs),
      },
      ReturnValues: 'ALL_NEW',
    });

  const startQueue = (slots: number, nowMs: number): Promise<Written> =>
    table.updateIf({
      Key,
      UpdateExpression:
        'SET nextFreeMs = :next, spacingMs = :spacing, allowedPerMinute = :allowed, othersPerMinute = :others ADD taken :slots',
      ConditionExpression:
        'attribute_not_exists(nextFreeMs) OR (nextFreeMs < :now AND spacingMs = :spacing)',
      ExpressionAttributeValues: {
        ':next': N(nowMs + stepOf(known, slots)),
        ':slots': N(slots),
        ':now': N(nowMs),
        ...paceValues(known),
      },
      ReturnValues: 'ALL_NEW',
    });

  const toReservation = (slots: number): Reservation => {
    const { nextFreeMs, spacingMs, taken } = known;
    const graceMs = graceOf(known);
    const permit = (index: number): Permit => {
      const slotMs = nextFreeMs - (slots - index) * spacingMs;
      const number = taken - slots + index + 1;
      return { slotMs, goodUntilMs: slotMs + graceMs, number };
    };
    const others = Array.from({ length: slots - 1 }, (_, index) => permit(index + 1));
    return { kind: 'reserved', permits: [permit(0), ...others], spacingMs };
  };

  const reserve = async (request: SlotRequest): Promise<Reservation> => {
    const { slots } = request;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const nowMs = clock.nowMs();
      const latestMs = latestStartMs(request, nowMs);
      if (known.nextFreeMs > latestMs) {
        const retryAfterSeconds = secondsUntil(known.nextFreeMs, latestMs);
        return { kind: 'full', retryAfterSeconds };
      }
      hasQueue = known.nextFreeMs >= nowMs || (hasQueue && tries === 0);
      const written = await (hasQueue
        ? joinQueue(slots, nowMs, latestMs)
        : startQueue(slots, nowMs));
      known = read(written.item);
      if (written.kind === 'written') return toReservation(slots);
    }
    return { kind: 'full', retryAfterSeconds: 1 };
  };

  const moveTo = (untilMs: number): Promise<Written> =>
    table.updateIf({
      Key,
      UpdateExpression: 'SET nextFreeMs = :until, closedUntilMs = :until',
      ConditionExpression: 'nextFreeMs < :until',
      ExpressionAttributeValues: { ':until': N(untilMs) },
    });

  return {
    reserve,
    pace: () => known,
    look: async () => read((await table.get({ Key })) ?? {}),
    // A cheap read will do: it may lag by moments, and the refusal was seconds ago.
    isClosedFor: async ({ slotMs }) =>
      read((await table.get({ Key })) ?? {}).closedUntilMs > slotMs,
    closeUntil: async (untilMs) => {
      if (known.closedUntilMs >= untilMs) return;
      known = { ...known, closedUntilMs: untilMs };
      if ((await moveTo(untilMs)).kind === 'written') return;
      // Slots after the reset are taken already; those before it are void all the same.
      await table.updateIf({
        Key,
        UpdateExpression: 'SET closedUntilMs = :until',
        ConditionExpression: 'attribute_not_exists(closedUntilMs) OR closedUntilMs < :until',
        ExpressionAttributeValues: { ':until': N(untilMs) },
      });
    },
    changePace: async (seen, next) => {
      const written = await table.updateIf({
        Key,
        UpdateExpression:
          'SET spacingMs = :spacing, allowedPerMinute = :allowed, othersPerMinute = :others',
        ConditionExpression: 'spacingMs = :seen',
        ExpressionAttributeValues: { ':seen': N(spacingOf(seen)), ...paceValues(next) },
        ReturnValues: 'ALL_NEW',
      });
      known = read(written.item);
    },
  };
}

/** In thousandths, so that sums of it stay exact. */
const stepOf = ({ spacingMs }: BudgetState, slots: number): number =>
  Math.round(spacingMs * slots * 1000) / 1000;

const paceValues = (pace: Pace) => ({
  ':spacing': N(spacingOf(pace)),
  ':allowed': N(pace.allowedPerMinute),
  ':others': N(pace.othersPerMinute),
});
