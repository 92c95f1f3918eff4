import * as v from 'valibot';
import { limitsSchema } from './limits';
import type { Limits } from './limits';
import { parseOwn } from './unreadable-data-error';

/** Reads the variable that holds a stage's limits. */
export const readLimits = ({ LIMITS }: { readonly LIMITS: string }): Limits =>
  parseOwn(v.pipe(v.string(), v.parseJson(), limitsSchema), LIMITS, 'the limits');
