import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runTypeScript } from '../../local/cloud/support/typescript-process';
import { readJson } from '../../local/genesys/support/read-json';
import { aNumber } from '../../support/anything';

const envelope = (metric: string, ...dimensions: string[]) => ({
  Timestamp: aNumber,
  CloudWatchMetrics: [
    {
      Namespace: 'Namespace',
      Dimensions: [dimensions],
      Metrics: [{ Name: metric, Unit: 'Count' }],
    },
  ],
});

describe('countTo', () => {
  it('writes one line for each count, in the format that CloudWatch turns into a metric', async () => {
    const script = join(__dirname, '..', '..', 'support', 'count-outcome.ts');
    const lines = (await text(runTypeScript(script, []).stdout)).trim().split('\n');

    expect(lines.map((line) => readJson(line))).toEqual([
      { _aws: envelope('Notifications', 'Outcome'), Outcome: 'PARKED', Notifications: 1 },
      { _aws: envelope('Sweeps'), Sweeps: 1 },
    ]);
  });
});
