import type { Count } from '../domain/ports';

/**
 * Counts in CloudWatch's embedded metric format: a log line that CloudWatch turns into a metric by itself,
 * so that counting costs no call and can't fail a send.
 */
export const countTo =
  (namespace: string): Count =>
  (metric, value, dimensions = {}) => {
    const line = {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: metric, Unit: 'Count' }],
          },
        ],
      },
      ...dimensions,
      [metric]: value,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
