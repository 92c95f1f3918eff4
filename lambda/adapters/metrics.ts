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
    _aws: { Timestamp: nowMs, CloudWatchMetrics: directivesOf(namespace, measures) },
  };
}

/** Metrics with the same dimensions share a directive: every byte of a line is paid for. */
function directivesOf(namespace: string, measures: readonly Measure[]) {
  const directives = new Map<
    string,
    { Metrics: object[]; Dimensions: object; Namespace: string }
  >();
  for (const { metric, unit = 'Count', by = [[]] } of measures) {
    const named = { Name: metric, Unit: unit };
    const same = directives.get(by.join(';'));
    if (same === undefined) {
      directives.set(by.join(';'), { Namespace: namespace, Dimensions: by, Metrics: [named] });
    } else same.Metrics.push(named);
  }
  return [...directives.values()];
}
