import type { Log } from '../domain/ports-telemetry';
import { embedMetrics } from './metrics';

export interface LoggerOptions {
  /** CloudWatch namespace of the metrics. */
  readonly namespace: string;
  /** What Lambda says of the X-Ray trace of this invocation: `Root=…;Parent=…;Sampled=…`. */
  readonly traceHeader: () => string | undefined;
  readonly write: (line: string) => void;
  readonly nowMs: () => number;
}

const rootOf = (header: string | undefined): string | undefined =>
  /Root=([^;]+)/.exec(header ?? '')?.[1];

/** One JSON line per entry, which Lambda ships to the function's log group; what is measured stands in the same line. */
export const createLogger =
  ({ namespace, traceHeader, write, nowMs }: LoggerOptions): Log =>
  (level, fields, measures = []) => {
    const atMs = nowMs();
    const line = {
      level,
      time: new Date(atMs).toISOString(),
      ...fields,
      traceId: rootOf(traceHeader()),
      ...embedMetrics(namespace, measures, atMs),
    };
    write(`${JSON.stringify(line)}\n`);
  };
