import { startGenesys } from '../counted/genesys';
import type { Measurement } from '../frame/measurement';
import { withEmulator } from '../stack/emulator';
import { createStackTables } from '../stack/stack-tables';
import { synthesizeStack } from '../stack/template';
import { toFindings } from './findings';
import type { Grown, Swept } from './findings';
import { DUE, openGrown } from './operations';

const SIZES = [100, 1_000, 10_000];
const QUICK_SIZES = [100, 1_000];
const DUE_COUNTS = [0, 1, 100];

export const growth: Measurement = {
  name: 'growth',
  title: 'Does anything cost more when more is stored?',
  run: async ({ isQuick }, progress) => {
    const sizes = isQuick ? QUICK_SIZES : SIZES;
    const template = synthesizeStack();
    const genesys = await startGenesys();
    try {
      return await withEmulator(async (emulator) => {
        const grown: Grown[] = [];
        const sweeps: Swept[] = [];
        for (const size of sizes) {
          /* oxlint-disable no-await-in-loop -- each size has its own tables, one after the other */
          const tables = await createStackTables(emulator, template);
          const store = await openGrown({ emulator, tables, genesys }, `growth-${size}`);
          await store.fill(size);
          progress(`${size} of each kind`);
          grown.push({ size, taken: [...(await store.operate()), await store.sweepWith(DUE)] });
          if (size === sizes.at(-1)) {
            for (const due of DUE_COUNTS) sweeps.push({ due, taken: await store.sweepWith(due) });
          }
          store.close();
          /* oxlint-enable no-await-in-loop */
        }
        return toFindings(grown, sweeps);
      });
    } finally {
      await genesys.stop();
    }
  },
};
