import type { IIoHost, IoMessage } from '@aws-cdk/toolkit-lib';
import { appendFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Progress } from './progress';

const RESOURCE_CHANGED = 'CDK_TOOLKIT_I5502';

const ResourceChanged = v.object({
  progress: v.object({ completed: v.number(), total: v.optional(v.number()) }),
});

/** Events of a small stack come in one burst; a person reads a few lines per second. */
const AT_MOST_EVERY_MS = 250;

/** Receives what the toolkit says: everything to a file, and what matters to people to `progress`. */
export interface ToolkitMessages extends IIoHost {
  /** Messages of level error, oldest first: the toolkit's own exceptions often only count them. */
  readonly errors: readonly string[];
}

export interface ToolkitMessagesOptions {
  /** Default: nothing is kept. */
  readonly logPath?: string;
  readonly progress: Progress;
}

/** Makes the toolkit quiet, and answers all its questions with their default. */
export function toolkitMessages(options: ToolkitMessagesOptions): ToolkitMessages {
  const errors: string[] = [];
  let lastAt = -Infinity;
  return {
    errors,
    notify: async (message) => {
      log(options.logPath, message);
      if (message.level === 'error') errors.push(message.message);
      const detail = describeProgress(message);
      if (detail === undefined || performance.now() - lastAt < AT_MOST_EVERY_MS) return;
      lastAt = performance.now();
      options.progress({ step: message.action, detail });
    },
    requestResponse: async (request) => {
      log(options.logPath, request);
      return request.defaultResponse;
    },
  };
}

function log(path: string | undefined, message: IoMessage<unknown>): void {
  // The trace level repeats every request to AWS.
  if (path === undefined || message.level === 'trace') return;
  const line = `${message.time.toISOString()} ${message.level} ${message.code ?? '-'} ${message.message}\n`;
  appendFileSync(path, line);
}

function describeProgress(message: IoMessage<unknown>): string | undefined {
  if (message.code !== RESOURCE_CHANGED) return undefined;
  const parsed = v.safeParse(ResourceChanged, message.data);
  if (!parsed.success) return undefined;
  const { completed, total } = parsed.output.progress;
  return total === undefined ? `${completed} resources` : `${completed} of ${total} resources`;
}
