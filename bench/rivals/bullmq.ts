import { Queue, Worker } from 'bullmq';
import * as v from 'valibot';
import type { Drain } from '../pacing/backlog';
import { openAxios, refusedForMs } from './axios-client';
import { startRedis } from './redis-server';

const MINUTE_MS = 60_000;
/** A job makes two requests, so half of what Genesys allows. */
const JOBS_PER_MINUTE = 150;

const jobSchema = v.object({ text: v.string(), isLookedUp: v.optional(v.boolean(), false) });

/**
 * BullMQ with its own limiter and, as its guide to rate limits has it, a queue that rests when the service answers 429
 * nevertheless. A job remembers that it has looked, so that it does not look again.
 */
export const drainWithBullMq: Drain = async (backlog) => {
  const { speed, workers, texts } = backlog;
  const redis = await startRedis();
  const connection = { path: redis.path, maxRetriesPerRequest: null };
  const client = openAxios(backlog);
  const queue = new Queue('notifications', { connection });
  await queue.addBulk(texts.map((text) => ({ name: 'notify', data: { text } })));

  const demand = async (answer: ReturnType<typeof client.look>): Promise<void> => {
    const waitMs = refusedForMs(await answer);
    if (waitMs === undefined) return;
    await worker.rateLimit(Math.ceil(waitMs / speed));
    throw Worker.RateLimitError();
  };
  const worker = new Worker(
    queue.name,
    async (job) => {
      const { text, isLookedUp } = v.parse(jobSchema, job.data);
      if (!isLookedUp) {
        await demand(client.look());
        await job.updateData({ text, isLookedUp: true });
      }
      await demand(client.send(text));
    },
    {
      connection,
      concurrency: workers,
      limiter: { max: JOBS_PER_MINUTE, duration: Math.round(MINUTE_MS / speed) },
      autorun: false,
    },
  );
  try {
    await untilDone(worker, texts.length);
  } finally {
    await worker.close();
    await queue.close();
    await redis.stop();
    client.close();
  }
};

const untilDone = (worker: Worker, jobs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let left = jobs;
    worker.on('completed', () => {
      left -= 1;
      if (left === 0) resolve();
    });
    worker.on('failed', (_, error) => reject(error));
    worker.run().catch(reject);
  });
