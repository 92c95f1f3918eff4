import { createLogger } from '../../../lambda/adapters/logger';
import { readJson } from '../../local/genesys/support/read-json';
import { NOON, NOON_MS } from '../../support/fixed-clock';

const HEADER = 'Root=1-67f1a2b3-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1';

const stage = (traceHeader?: string) => {
  const lines: string[] = [];
  const log = createLogger({
    namespace: 'Namespace',
    traceHeader: () => traceHeader,
    write: (line) => void lines.push(line),
    nowMs: () => NOON_MS,
  });
  return { log, lines };
};

const directive = (Name: string, Unit: string, Dimensions: string[][]) => ({
  Namespace: 'Namespace',
  Dimensions,
  Metrics: [{ Name, Unit }],
});

describe('createLogger', () => {
  it('writes one line of JSON for each entry', () => {
    const { log, lines } = stage();

    log('INFO', { step: 'Sweep', kind: 'swept', durationMs: 12 });
    log('ERROR', { step: 'Sweep', errorName: 'TypeError' });

    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.map((line) => readJson(line))).toEqual([
      { level: 'INFO', time: NOON, step: 'Sweep', kind: 'swept', durationMs: 12 },
      { level: 'ERROR', time: NOON, step: 'Sweep', errorName: 'TypeError' },
    ]);
  });

  it('names the trace that the line belongs to', () => {
    const { log, lines } = stage(HEADER);

    log('INFO', { step: 'Sweep' });

    expect(lines.map((line) => readJson(line))).toMatchObject([
      { traceId: '1-67f1a2b3-0123456789abcdef01234567' },
    ]);
  });

  it('lets CloudWatch count what a line says, by fields of that line', () => {
    const { log, lines } = stage();

    log('INFO', { step: 'Reconcile', outcome: 'PARKED', reason: 'ANSWER_LOST' }, [
      { metric: 'Notifications', value: 1, by: [['outcome'], ['reason']] },
      { metric: 'SecondsToOutcome', value: 93, unit: 'Seconds', by: [['outcome']] },
      { metric: 'Sweeps', value: 1 },
      { metric: 'OldestDueSeconds', value: 4, unit: 'Seconds' },
    ]);

    expect(lines.map((line) => readJson(line))).toMatchObject([
      {
        outcome: 'PARKED',
        reason: 'ANSWER_LOST',
        Notifications: 1,
        SecondsToOutcome: 93,
        Sweeps: 1,
        _aws: {
          Timestamp: NOON_MS,
          CloudWatchMetrics: [
            directive('Notifications', 'Count', [['outcome'], ['reason']]),
            directive('SecondsToOutcome', 'Seconds', [['outcome']]),
            {
              ...directive('Sweeps', 'Count', [[]]),
              Metrics: [
                { Name: 'Sweeps', Unit: 'Count' },
                { Name: 'OldestDueSeconds', Unit: 'Seconds' },
              ],
            },
          ],
        },
      },
    ]);
  });
});
