import { startGenesys } from '../counted/genesys';
import type { Genesys } from '../counted/genesys';
import type { Measurement, Progress } from '../frame/measurement';
import { withEmulator } from '../stack/emulator';
import { synthesizeStack } from '../stack/template';
import { mustAgree } from './agreement';
import { openFillableEmulatedStore } from './emulated-store';
import type { FillableStore } from './fillable-store';
import { toFindings } from './findings';
import type { Grown, Swept } from './findings';
import { openMemoryStore } from './memory-store';
import { DUE, openGrown } from './operations';

/** The emulator holds the small ones, memory all of them: where both do, they must count alike. */
const SIZES = { emulator: [100, 1_000], memory: [100, 1_000, 10_000, 100_000, 1_000_000] };
const QUICK_SIZES = { emulator: [100], memory: [100, 10_000] };
const DUE_COUNTS = [0, 1, 100];

export const growth: Measurement = {
  name: 'growth',
  title: 'Does anything cost more when more is stored?',
  run: async ({ isQuick }, progress) => {
    const sizes = isQuick ? QUICK_SIZES : SIZES;
    const template = synthesizeStack();
    const genesys = await startGenesys();
    try {
      const emulated = await withEmulator((emulator) =>
        growOver(sizes.emulator, () => openFillableEmulatedStore(emulator, template), {
          genesys,
          progress,
        }),
      );
      const remembered = await growOver(sizes.memory, async () => openMemoryStore(template), {
        genesys,
        progress,
      });
      const grown = [...emulated, ...remembered];
      mustAgree(grown);
      const sweeps = remembered.at(-1)?.sweeps ?? [];
      return toFindings(grown, sweeps);
    } finally {
      await genesys.stop();
    }
  },
};

interface Surroundings {
  readonly genesys: Genesys;
  readonly progress: Progress;
}

interface GrownAndSwept extends Grown {
  /** Of the largest size only. */
  readonly sweeps: readonly Swept[];
}

/** Counts every operation at each size, each in a store of its own, one after the other. */
async function growOver(
  sizes: readonly number[],
  open: () => Promise<FillableStore>,
  { genesys, progress }: Surroundings,
): Promise<GrownAndSwept[]> {
  const grown: GrownAndSwept[] = [];
  for (const size of sizes) {
    /* oxlint-disable no-await-in-loop */
    const store = await open();
    const operations = await openGrown({ store, genesys }, `growth-${store.kind}-${size}`);
    await operations.fill(size);
    progress(`${size} of each kind in the store ${store.kind}`);
    const taken = [...(await operations.operate()), await operations.sweepWith(DUE)];
    const sweeps: Swept[] = [];
    for (const due of size === sizes.at(-1) ? DUE_COUNTS : []) {
      sweeps.push({ due, taken: await operations.sweepWith(due) });
    }
    store.close();
    grown.push({ store: store.kind, size, taken, sweeps });
    /* oxlint-enable no-await-in-loop */
  }
  return grown;
}
