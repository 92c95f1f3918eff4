import * as v from 'valibot';
import { numberAttribute } from '../../lambda/adapters/attribute-values';
import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { WINDOW_MS } from '../../lambda/domain/api-budget';
import { countCalls } from './counted-table';
import { createFastClock } from './fast-clock';
import type { FastClock } from './fast-clock';
import { openOrganization, OTHERS_PATH } from './open-organization';
import type { Organization, Seen, Semantics } from './open-organization';

export interface Cell {
  readonly semantics: Semantics;
  readonly workers: number;
  /** Share of the limit that another program with the same OAuth client uses. */
  readonly othersShare: number;
  /** Whether Genesys refuses once for the rate, in the middle of the window before the measured ones. */
  readonly hasRefusal: boolean;
  /** Whole windows that are counted, after those that are left to settle. */
  readonly windows: number;
  readonly settling: number;
  readonly speed: number;
  readonly limit: number;
}

export interface Measured {
  readonly admitted: number;
  /** Of what another program has left. */
  readonly share: number;
  /** Of the limit, in the first window that is counted. */
  readonly firstShare: number;
  readonly refused: number;
  /** Refused for the rate in each window that is counted, those of the other program not counted. */
  readonly refusedByWindow: readonly number[];
  /** Slots that passed unused, because this machine was late for them. */
  readonly lost: number;
  readonly writesPerPermit: number;
  readonly readsPerPermit: number;
}

/** Workers with an endless backlog, each with a dispenser adapter of its own as function environments have it. */
export async function runCell(cell: Cell, newTable: () => DynamoDbTable): Promise<Measured> {
  const clock = createFastClock(cell.speed, Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS);
  const organization = await openOrganization(clock, cell.semantics, cell.limit);
  const { table, counts } = countCalls(newTable());
  const beginMs = Math.ceil(clock.nowMs() / WINDOW_MS) * WINDOW_MS;
  await clock.sleep(beginMs - clock.nowMs());
  const fromMs = beginMs + cell.settling * WINDOW_MS;
  // A window that reopens late is measured from then on.
  const endMs = fromMs + cell.windows * WINDOW_MS + (cell.hasRefusal ? 5_000 : 0);
  const workers = Array.from({ length: cell.workers }, () =>
    work(organization, table, clock, endMs),
  );
  const others = askAsOthers(cell, organization, clock, endMs);
  const refusal = refuseBefore(cell, organization, clock, fromMs);
  const [reopensAtMs = fromMs] = await Promise.all([refusal, ...workers, others]);
  const seen = await organization.seen();
  await organization.close();

  const permits = seen.filter(isOurs).length;
  const { taken } = v.parse(rowSchema, await table.get({ Key: { pk: { S: 'BUDGET#c' } } }));
  return {
    ...figuresOf(cell, seen, reopensAtMs),
    lost: taken - permits,
    writesPerPermit: counts.writes / permits,
    readsPerPermit: counts.reads / permits,
  };
}

const rowSchema = v.object({ taken: numberAttribute });

const isOurs = ({ path }: Seen): boolean => path !== OTHERS_PATH;
const isRefused = ({ status }: Seen): boolean => status === 429;

function figuresOf(cell: Cell, all: readonly Seen[], fromMs: number) {
  const ours = all.filter(isOurs);
  const within = (number: number) => {
    const startMs = fromMs + number * WINDOW_MS;
    return ours.filter(({ atMs }) => atMs >= startMs && atMs < startMs + WINDOW_MS);
  };
  const windows = Array.from({ length: cell.windows }, (_, number) => within(number));
  const admitted = windows.flat().filter((each) => !isRefused(each)).length;
  const first = within(0).filter((each) => !isRefused(each)).length;
  const left = cell.limit * (1 - cell.othersShare);
  return {
    admitted,
    share: admitted / (left * cell.windows),
    firstShare: first / left,
    refused: windows.flat().filter(isRefused).length,
    refusedByWindow: windows.map((window) => window.filter(isRefused).length),
  };
}

async function work(
  { apiUrl, accessToken, conversationPath: path }: Organization,
  table: DynamoDbTable,
  clock: FastClock,
  endMs: number,
): Promise<void> {
  const budget = createDynamoDbApiBudget({ table, client: 'c', startPerMinute: 300, clock });
  const { call } = createGenesysCaller({
    apiUrl,
    tokens: {
      getToken: async () => ({ kind: 'token', accessToken }),
      discard: async () => undefined,
    },
    send: createHttpSender({ deadlineMs: 10_000, nowMs: Date.now }),
    pacer: createGenesysPacer({ budget, clock, sleep: clock.sleep }),
    maxWaitMs: 20_000,
  });
  while (clock.nowMs() < endMs) {
    const answer = await call({ method: 'GET', path });
    if (answer.kind === 'unavailable') await clock.sleep(answer.retryAfterSeconds * 1000);
  }
}

/** At a steady pace, whatever it is answered. */
async function askAsOthers(
  { othersShare, limit }: Cell,
  organization: Organization,
  clock: FastClock,
  endMs: number,
): Promise<void> {
  if (othersShare === 0) return;
  const everyMs = WINDOW_MS / (limit * othersShare);
  const asked: Promise<void>[] = [];
  for (let nextMs = clock.nowMs(); nextMs < endMs; nextMs += everyMs) {
    await clock.sleep(nextMs - clock.nowMs());
    asked.push(organization.askAsOther());
  }
  await Promise.all(asked);
}

/** Genesys says to wait until the measured windows begin; when that is, to the millisecond, is what comes back. */
async function refuseBefore(
  { hasRefusal }: Cell,
  organization: Organization,
  clock: FastClock,
  fromMs: number,
): Promise<number | undefined> {
  if (!hasRefusal) return undefined;
  await clock.sleep(fromMs - WINDOW_MS / 2 - clock.nowMs());
  const seconds = Math.round((fromMs - clock.nowMs()) / 1000);
  await organization.refuseOnce(seconds);
  await clock.sleep(fromMs - clock.nowMs());
  const refused = (await organization.seen()).find(isRefused);
  return refused && refused.atMs + seconds * 1000;
}
