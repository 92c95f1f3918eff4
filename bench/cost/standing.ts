import * as v from 'valibot';
import type { PriceTable } from '../../lambda/contract/price-table';
import type { ResultTable } from '../frame/results';
import type { StackTemplate } from '../stack/template';

const functionSchema = v.object({ MemorySize: v.number() });

const MINUTES_A_MONTH = 43_800;
/** A sweep that finds nothing: a query for each priority and a look at the budget. */
const IDLE_SWEEP_SECONDS = 0.05;

export interface StandingCost {
  /** Dollars a month. */
  readonly total: number;
  readonly table: ResultTable;
  /** What a function of the stack is given; all have the same. */
  readonly memoryMb: number;
}

/** What the deployed stack costs when nothing is sent, from the template. */
export function standingCost(
  { perMonth, perMillion, perGigabyteSecond }: PriceTable,
  template: StackTemplate,
): StandingCost {
  const count = (type: string): number => template.of(type).size;
  const memoryMb = Math.max(
    ...[...template.of('AWS::Lambda::Function').values()].map(
      (properties) => v.parse(functionSchema, properties).MemorySize,
    ),
  );
  const alarms = count('AWS::CloudWatch::Alarm');
  const keys = count('AWS::KMS::Key');
  const secrets = count('AWS::SecretsManager::Secret');
  const sweep =
    perMillion.lambdaRequests / 1e6 +
    perMillion.scheduledEvents / 1e6 +
    (3 * 0.5 * perMillion.dynamoDbReadUnits) / 1e6 +
    IDLE_SWEEP_SECONDS * (memoryMb / 1024) * perGigabyteSecond.lambda;
  const rows: [string, number, number][] = [
    ['alarms', alarms, alarms * perMonth.alarm],
    ['encryption keys', keys, keys * perMonth.encryptionKey],
    ['secrets', secrets, secrets * perMonth.secret],
    ['sweeps that find nothing', MINUTES_A_MONTH, MINUTES_A_MONTH * sweep],
  ];
  const total = rows.reduce((sum, [, , dollars]) => sum + dollars, 0);
  return {
    total,
    memoryMb,
    table: {
      title: 'What the stack costs in a month in which nothing is sent',
      head: ['what', 'how many', 'dollars'],
      rows: [...rows, ['together', '', total]],
      notes: [
        'Counted in the template; storage and backups of the tables come on top by size, metrics by how many outcomes there are (docs/adr/0034).',
      ],
    },
  };
}
