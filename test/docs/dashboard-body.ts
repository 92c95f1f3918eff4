import * as v from 'valibot';
import { synthesizeStack } from '../support/synth';

/** One line of a graph: where its numbers come from, or what is computed. */
export interface Series {
  readonly label: string;
  readonly source: string;
}

/** A widget as CloudWatch would place it, in cells of its grid of 24 columns. */
export interface Tile {
  readonly kind: 'headline' | 'graph' | 'alarms' | 'lines';
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly series: readonly Series[];
}

const optionsSchema = v.object({
  label: v.optional(v.string()),
  stat: v.optional(v.string()),
  period: v.optional(v.number()),
  expression: v.optional(v.string()),
});
const widgetSchema = v.object({
  type: v.picklist(['text', 'metric', 'alarm', 'log']),
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  properties: v.object({
    markdown: v.optional(v.string()),
    title: v.optional(v.string(), ''),
    metrics: v.optional(v.array(v.array(v.union([v.string(), optionsSchema]))), []),
    alarms: v.optional(v.array(v.string()), []),
    query: v.optional(v.string()),
  }),
});
const bodySchema = v.object({ widgets: v.array(widgetSchema) });
type Widget = v.InferOutput<typeof widgetSchema>;

const KINDS = { text: 'headline', metric: 'graph', alarm: 'alarms', log: 'lines' } as const;
/** What CloudWatch takes where a metric names no period. */
const USUAL_PERIOD_SECONDS = 300;

/** Reads the dashboard of the synthesized stack. */
export function readDashboard(): readonly Tile[] {
  const found = synthesizeStack().findResources('AWS::CloudWatch::Dashboard');
  const [dashboard, ...more] = Object.values(found);
  if (dashboard === undefined || more.length > 0) throw new Error('the stack has no one dashboard');
  const body = v.parse(bodySchema, JSON.parse(toText(dashboard.Properties.DashboardBody)));
  return body.widgets.map((widget) => ({
    kind: KINDS[widget.type],
    title: widget.properties.markdown?.replace(/^# /, '') ?? widget.properties.title,
    x: widget.x,
    y: widget.y,
    width: widget.width,
    height: widget.height,
    series: seriesOf(widget.properties),
  }));
}

function seriesOf({ metrics, alarms, query }: Widget['properties']): Series[] {
  return [
    ...metrics.map(toSeries),
    ...alarms.map((alarm) => ({ label: alarm.replace(/^.*Alarms/, ''), source: 'alarm' })),
    ...(query?.split(/\s*\|\s*/) ?? [])
      .filter((line) => !line.startsWith('SOURCE'))
      .map((line) => ({ label: line.split(' ')[0] ?? '', source: line })),
  ];
}

function toSeries(parts: Widget['properties']['metrics'][number]): Series {
  const words = parts.filter((part) => typeof part === 'string');
  const options = parts.find((part) => typeof part !== 'string') ?? {};
  const { label, stat = 'Average', period = USUAL_PERIOD_SECONDS, expression } = options;
  if (expression !== undefined) return { label: 'each reason', source: expression };
  const [namespace = '', metric = '', ...dimensions] = words;
  const of = [namespace, metric, ...inPairs(dimensions)].join(' ');
  return { label: label ?? metric, source: `${of}, ${stat} of ${period} s` };
}

/** Names and values in turn. */
const inPairs = (words: readonly string[]): string[] =>
  words.flatMap((name, index) => (index % 2 === 0 ? [`${name}=${words[index + 1]}`] : []));

/** Joins what synthesis left in pieces; a reference stands for itself, without its hash. */
function toText(value: unknown): string {
  const [, parts] = v.parse(
    v.tuple([v.string(), v.array(v.unknown())]),
    Reflect.get(Object(value), 'Fn::Join'),
  );
  return parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join('');
}

const referenceSchema = v.union([
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => Ref),
  ),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
    v.transform((reference) => reference['Fn::GetAtt'][0]),
  ),
]);
const nameOf = (reference: unknown): string =>
  v
    .parse(referenceSchema, reference)
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/^ProactiveMessaging/, '');
