import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { priceTableSchema } from '../../lambda/contract/price-table';
import type { PriceTable } from '../../lambda/contract/price-table';

export const DEFAULT_REGION = 'us-east-1';

/** Regions whose prices are in the repository. */
export const PRICED_REGIONS: readonly string[] = readdirSync(__dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

/** The dated prices of one region, as they stand in the repository. */
export function readPrices(region = DEFAULT_REGION): PriceTable {
  const file = join(__dirname, `${region}.json`);
  return v.parse(priceTableSchema, JSON.parse(readFileSync(file, 'utf8')));
}
