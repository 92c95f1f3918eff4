import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../lambda/domain/ports';

interface Appointment {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Time that passes only when everybody waits, and then at once. */
export interface VirtualClock extends Clock {
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets time pass until nobody waits any more, or until the end. */
  readonly run: (endMs?: number) => Promise<void>;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  const heap: Appointment[] = [];

  return {
    nowMs: () => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        push(heap, { atMs: nowMs + Math.max(0, ms), wake });
      }),
    run: async (endMs = Infinity) => {
      await nextTurn();
      for (let next = pop(heap); next !== undefined && next.atMs <= endMs; next = pop(heap)) {
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
        await nextTurn();
      }
    },
  };
}

/** A binary heap, because ten thousand sleepers are common here. */
function push(heap: Appointment[], added: Appointment): void {
  let place = heap.push(added) - 1;
  while (place > 0) {
    const above = (place - 1) >> 1;
    if (timeAt(heap, above) <= added.atMs) break;
    swap(heap, place, above);
    place = above;
  }
}

function pop(heap: Appointment[]): Appointment | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let place = 0; ;) {
    const left = 2 * place + 1;
    const below = timeAt(heap, left + 1) < timeAt(heap, left) ? left + 1 : left;
    if (timeAt(heap, below) >= last.atMs) return first;
    swap(heap, place, below);
    place = below;
  }
}

const timeAt = (heap: readonly Appointment[], place: number): number =>
  heap[place]?.atMs ?? Infinity;

function swap(heap: Appointment[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (first === undefined || second === undefined) return;
  heap[a] = second;
  heap[b] = first;
}
