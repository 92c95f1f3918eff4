import type { Measurement, Progress, RunOptions } from './measurement';
import type { Circumstances, Result } from './results';

/** Runs measurements one after the other: two at once would measure each other. */
export async function runMeasurements(
  measurements: readonly Measurement[],
  options: RunOptions,
  deps: { readonly progress: Progress; readonly circumstances: () => Circumstances },
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, { name, title, run }] of measurements.entries()) {
    const where = `${index + 1}/${measurements.length} ${name}`;
    deps.progress(where);
    // oxlint-disable-next-line no-await-in-loop
    const findings = await run(options, (words) => deps.progress(`${where}: ${words}`));
    results.push({ name, title, circumstances: deps.circumstances(), findings });
  }
  return results;
}
