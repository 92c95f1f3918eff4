import * as v from 'valibot';

/**
 * Who comes first when the API budget is short: `single` is a message somebody waits for, `campaign` one of many, which
 * leaves room for the others.
 */
export const prioritySchema = v.optional(
  v.picklist(['single', 'campaign'], 'UNKNOWN_PRIORITY'),
  'single',
);
export type Priority = v.InferOutput<typeof prioritySchema>;
export const PRIORITIES = ['single', 'campaign'] as const satisfies readonly Priority[];
