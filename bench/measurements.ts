import type { Measurement } from './frame/measurement';
import { scale } from './scale/scale';

/** Everything the bench measures, in the order of the page. */
export const MEASUREMENTS: readonly Measurement[] = [scale];
