import type { Clock } from '../model/clock';
import type { SendEvents } from './aws-sender';
import type { PublishedEvent } from './event-log';

/** How a fault bends the way of one event. */
export interface Detour {
  readonly copies: number;
  readonly delayMs: number;
  /** Held until the fault of this id is removed. */
  readonly heldBy: string | undefined;
  /** Delivered only after that many later events have overtaken it. */
  readonly overtakenBy: number;
}

export const straight: Detour = { copies: 1, delayMs: 0, heldBy: undefined, overtakenBy: 0 };

interface QueuedEvent {
  readonly event: PublishedEvent;
  readonly notBefore: number;
  heldBy: string | undefined;
  overtakenBy: number;
}

export interface DeliveryState {
  readonly delivered: number;
  readonly queued: number;
  readonly dropped: number;
  readonly lastError: string | null;
}

export interface DeliveryQueue {
  enqueue(event: PublishedEvent, detour: Detour): void;
  release(faultId: string): void;
  state(): DeliveryState;
  close(): void;
}

export interface DeliveryDependencies {
  readonly clock: Clock;
  readonly send: SendEvents;
  /** Real time between two tries; tests shorten it. */
  readonly retryMs: { readonly first: number; readonly longest: number };
}

/** Genesys keeps trying for up to four days while EventBridge cannot be reached. */
const keepTryingMs = 4 * 24 * 3600 * 1000;
/** EventBridge takes ten entries per call. */
const batchSize = 10;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const createDeliveryQueue = ({
  clock,
  send,
  retryMs,
}: DeliveryDependencies): DeliveryQueue => {
  const closing = new AbortController();
  let queue: QueuedEvent[] = [];
  let delivered = 0;
  let dropped = 0;
  let lastError: string | null = null;
  let busy = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;

  const isReady = (item: QueuedEvent): boolean =>
    item.heldBy === undefined && item.overtakenBy <= 0 && item.notBefore <= clock.now();

  const settle = (
    batch: readonly QueuedEvent[],
    refused: readonly { index: number; error: string }[],
  ): void => {
    const kept = new Set(refused.map(({ index }) => batch[index]));
    const done = batch.filter((item) => !kept.has(item));
    queue = queue.filter((item) => kept.has(item) || !batch.includes(item));
    delivered += done.length;
    failures = refused.length === 0 ? 0 : failures + 1;
    lastError = refused[0]?.error ?? null;
    for (const item of queue) {
      item.overtakenBy -= done.filter(({ event }) => event.seq > item.event.seq).length;
    }
  };

  const giveUpOld = (): void => {
    const fresh = queue.filter(({ event }) => clock.now() - event.emittedAt <= keepTryingMs);
    dropped += queue.length - fresh.length;
    queue = fresh;
  };

  const sendReady = async (batch: readonly QueuedEvent[]): Promise<void> => {
    try {
      settle(
        batch,
        await send(
          batch.map(({ event }) => event),
          closing.signal,
        ),
      );
    } catch (error) {
      failures += 1;
      lastError = reasonOf(error);
    }
  };

  const waitAfterFailure = (): void => {
    clearTimeout(retry);
    retry = setTimeout(
      () => {
        retry = undefined;
        giveUpOld();
        void drain();
      },
      Math.min(retryMs.first * 2 ** (failures - 1), retryMs.longest),
    );
    retry.unref();
  };

  const drain = async (): Promise<void> => {
    if (busy || retry !== undefined) return;
    busy = true;
    for (
      let batch = queue.filter(isReady).slice(0, batchSize);
      batch.length > 0 && !closing.signal.aborted;
      batch = failures > 0 ? [] : queue.filter(isReady).slice(0, batchSize)
    ) {
      await sendReady(batch);
    }
    busy = false;
    if (failures > 0 && !closing.signal.aborted) waitAfterFailure();
  };

  return {
    enqueue: (event, { copies, delayMs, heldBy, overtakenBy }) => {
      const notBefore = clock.now() + delayMs;
      for (let copy = 0; copy < copies; copy += 1) {
        queue.push({ event, notBefore, heldBy, overtakenBy });
      }
      if (delayMs > 0) clock.schedule(delayMs, () => void drain());
      void drain();
    },
    release: (faultId) => {
      for (const item of queue) if (item.heldBy === faultId) item.heldBy = undefined;
      void drain();
    },
    state: () => ({ delivered, queued: queue.length, dropped, lastError }),
    close: () => {
      closing.abort();
      clearTimeout(retry);
      queue = [];
    },
  };
};
