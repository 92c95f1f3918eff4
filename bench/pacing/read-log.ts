import { WINDOW_MS } from '../../lambda/domain/api-budget';
import type { Seen } from '../api-budget/open-organization';
import type { Cell } from './run-cell';

/** Requests that a notification needs: a look and a send. */
export const CALLS = 2;

export interface Drained {
  /** Of what another program has left, in the windows that are counted. */
  readonly share: number;
  /** Requests of this contestant that were refused for the rate, from first to last. */
  readonly refused: number;
  readonly callsPerDelivered: number;
  readonly duplicates: number;
  /** Times as long as it would have taken at exactly the limit. */
  readonly drain: number;
}

const isRefused = ({ status }: Seen): boolean => status === 429;
const isSend = ({ body, status }: Seen): boolean => body !== '' && status === 200;

interface Asked {
  readonly beginMs: number;
  readonly texts: readonly string[];
  readonly left: number;
}

/** Counts what the simulator has seen of one contestant. */
export function readLog(
  { settling, windows }: Pick<Cell, 'settling' | 'windows'>,
  seen: readonly Seen[],
  { beginMs, texts, left }: Asked,
): Drained {
  const fromMs = beginMs + settling * WINDOW_MS;
  const untilMs = fromMs + windows * WINDOW_MS;
  const admitted = seen.filter((each) => !isRefused(each));
  const counted = admitted.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs);
  const sends = seen.filter(isSend);
  const delivered = new Set(sends.map(({ body }) => body)).size;
  if (delivered !== texts.length) {
    throw new Error(`${texts.length - delivered} of ${texts.length} were not delivered`);
  }
  const endMs = Math.max(...sends.map(({ atMs }) => atMs));
  return {
    share: counted.length / (left * windows),
    refused: seen.filter(isRefused).length,
    callsPerDelivered: seen.length / delivered,
    duplicates: sends.length - delivered,
    drain: (endMs - beginMs) / (((texts.length * CALLS) / left) * WINDOW_MS),
  };
}
