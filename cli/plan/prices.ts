import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { priceTableSchema } from '../../lambda/contract/price-table';
import type { PriceTable } from '../../lambda/contract/price-table';

/** The dated prices in the repository, those of us-east-1: other regions differ by some percent. */
export function readPrices(): PriceTable {
  const file = join(__dirname, '..', 'prices', 'us-east-1.json');
  return v.parse(priceTableSchema, JSON.parse(readFileSync(file, 'utf8')));
}
