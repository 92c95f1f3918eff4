import * as v from 'valibot';

/** A text, or a number that stays one until somebody reads it. */
const cellSchema = v.union([v.string(), v.number()]);
export type Cell = v.InferOutput<typeof cellSchema>;

const tableSchema = v.object({
  title: v.string(),
  head: v.array(v.string()),
  rows: v.array(v.array(cellSchema)),
  /** What a reader has to know to read it: what is counted, what is computed, what was not run. */
  notes: v.array(v.string()),
});
export type ResultTable = v.InferOutput<typeof tableSchema>;

const barChartSchema = v.object({
  kind: v.literal('bars'),
  /** Names the file. */
  name: v.string(),
  title: v.string(),
  /** Logarithmic, when the longest bar would hide all others. */
  scale: v.picklist(['linear', 'logarithmic']),
  bars: v.array(v.object({ label: v.string(), value: v.number(), isOurs: v.boolean() })),
});
export type BarChart = v.InferOutput<typeof barChartSchema>;

const lineChartSchema = v.object({
  kind: v.literal('lines'),
  name: v.string(),
  title: v.string(),
  /** Grows by powers of ten. */
  x: v.string(),
  /** Begins at zero. */
  y: v.string(),
  lines: v.array(
    v.object({ label: v.string(), points: v.array(v.tuple([v.number(), v.number()])) }),
  ),
});
export type LineChart = v.InferOutput<typeof lineChartSchema>;

const chartSchema = v.variant('kind', [barChartSchema, lineChartSchema]);
export type Chart = v.InferOutput<typeof chartSchema>;

export const findingsSchema = v.object({
  /** One sentence each: what a reader should conclude. */
  conclusions: v.array(v.string()),
  tables: v.array(tableSchema),
  charts: v.array(chartSchema),
  /** What budgets are compared with, by a name that stays. */
  figures: v.record(v.string(), v.number()),
});
/** What a measurement found. */
export type Findings = v.InferOutput<typeof findingsSchema>;

const circumstancesSchema = v.object({
  date: v.string(),
  machine: v.string(),
  node: v.string(),
  /** Fewer rounds and smaller numbers: good for a look, not for a document. */
  isQuick: v.boolean(),
});
/** When and where something was measured. */
export type Circumstances = v.InferOutput<typeof circumstancesSchema>;

export const resultSchema = v.object({
  name: v.string(),
  title: v.string(),
  circumstances: circumstancesSchema,
  findings: findingsSchema,
});
/** One measurement's findings with their circumstances, as `--json` prints and `--write` keeps them. */
export type Result = v.InferOutput<typeof resultSchema>;
