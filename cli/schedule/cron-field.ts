/** Names that stand for numbers, in the order of their numbers. */
export interface FieldShape {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

export type ReadField =
  | { readonly kind: 'numbers'; readonly numbers: ReadonlySet<number> }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Reads one field of a cron expression: lists of values, ranges and steps. */
export function readField(text: string, shape: FieldShape): ReadField {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const range = readPart(part, shape);
    if (range === undefined) {
      const problem = `${shape.name}: "${part}" is not between ${shape.least} and ${shape.most}`;
      return { kind: 'unusable', problem };
    }
    for (let value = range.from; value <= range.to; value += range.step) numbers.add(value);
  }
  return { kind: 'numbers', numbers };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function readPart(part: string, shape: FieldShape): Range | undefined {
  const [, span = '', stepText] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const range = readSpan(span, shape, stepText !== undefined);
  const step = Number(stepText ?? 1);
  return range === undefined || step < 1 ? undefined : { ...range, step };
}

/** A single value that has a step goes on to the end of the field. */
function readSpan(span: string, shape: FieldShape, hasStep: boolean) {
  if (span === '*') return { from: shape.least, to: shape.most };
  const [first = '', last] = span.split('-');
  const from = readValue(first, shape);
  const single = hasStep ? shape.most : from;
  const to = last === undefined ? single : readValue(last, shape);
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

/** A number of the field, or the word for it. */
export function readValue(text: string, { least, most, words = [] }: FieldShape) {
  const word = words.indexOf(text.toUpperCase());
  const value = word >= 0 ? word + 1 : Number(text);
  const isOne = (word >= 0 || /^\d+$/.test(text)) && value >= least && value <= most;
  return isOne ? value : undefined;
}
