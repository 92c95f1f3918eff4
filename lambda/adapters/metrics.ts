import type { Measure } from '../domain/ports-telemetry';

/**
 * The part of a log line that CloudWatch turns into metrics by itself (its embedded metric format), so that counting
 * costs no call, can't fail a send, and every count says which notification it was.
 */
export function embedMetrics(
  namespace: string,
  measures: readonly Measure[],
  nowMs: number,
): Record<string, unknown> {
  if (measures.length === 0) return {};
  return {
    ...Object.fromEntries(measures.map(({ metric, value }) => [metric, value])),
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: measures.map(({ metric, unit = 'Count', by = [[]] }) => ({
        Namespace: namespace,
        Dimensions: by,
        Metrics: [{ Name: metric, Unit: unit }],
      })),
    },
  };
}
