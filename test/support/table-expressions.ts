import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Row = Record<string, AttributeValue>;
export type Values = Record<string, AttributeValue>;
/** What `#name` stands for. */
export type Names = Readonly<Record<string, string>>;

type Comparable = string | number | boolean | undefined;
type Test = (left: Comparable, right: Comparable) => boolean;

const COMPARISONS: Record<string, Test> = {
  '=': (left, right) => left !== undefined && left === right,
  '<>': (left, right) => left !== right,
  '<': (left, right) => left !== undefined && right !== undefined && left < right,
  '<=': (left, right) => left !== undefined && right !== undefined && left <= right,
};

const comparable = (value: AttributeValue | undefined): Comparable =>
  value?.N === undefined ? (value?.S ?? value?.BOOL) : Number(value.N);

/** Judges a condition as DynamoDB does: AND binds closer than OR, and what is missing compares with nothing. */
export function holds(condition: string, row: Row, values: Values, names: Names = {}): boolean {
  const words = condition.match(/attribute_(?:not_)?exists|[\w:#.]+|<>|<=|[()=<]/g) ?? [];
  const take = (expected?: string): string => {
    const word = words.shift();
    if (word === undefined || (expected !== undefined && word !== expected)) {
      throw new Error(`this table cannot read the condition ${condition}`);
    }
    return word;
  };
  const read = (word: string) =>
    word.startsWith(':') ? values[word] : valueAt(row, pathOf(word, names));

  const term = (): boolean => {
    const word = take();
    if (word === '(') {
      const inner = either();
      take(')');
      return inner;
    }
    if (word.startsWith('attribute_')) {
      take('(');
      const exists = read(take()) !== undefined;
      take(')');
      return word === 'attribute_exists' ? exists : !exists;
    }
    const test = COMPARISONS[take()];
    if (test === undefined) throw new Error(`this table cannot read the condition ${condition}`);
    return test(comparable(read(word)), comparable(read(take())));
  };
  const joined = (by: 'AND' | 'OR', part: () => boolean): boolean => {
    const parts = [part()];
    while (words[0] === by) {
      take(by);
      parts.push(part());
    }
    return by === 'AND' ? parts.every(Boolean) : parts.some(Boolean);
  };
  const either = (): boolean => joined('OR', () => joined('AND', term));

  const judged = either();
  if (words.length > 0) throw new Error(`this table cannot read the condition ${condition}`);
  return judged;
}

const UPDATE = /^(?:SET (.*?))?(?:\s*REMOVE (.*?))?(?:\s*ADD (.*))?$/;
const CALL = /^(if_not_exists|list_append)\((\S+), (\S+)\)$/;

/** The row after `SET a = :a, b = b + :b, c.#d = if_not_exists(c.#d, :d), … REMOVE e, … ADD f :f`. */
export function updated(expression: string, row: Row, values: Values, names: Names = {}): Row {
  const [, set = '', remove = '', add = ''] = UPDATE.exec(expression) ?? [];
  const stored = (word: string) => valueAt(row, pathOf(word, names));
  const given = (word: string): AttributeValue => {
    const value = word.startsWith(':') ? values[word] : stored(word);
    if (value === undefined) throw new Error(`this table cannot read the update ${expression}`);
    return value;
  };
  const operand = (text: string): AttributeValue => {
    const [, call, first = '', second = ''] = CALL.exec(text) ?? [];
    if (call === 'if_not_exists') return stored(first) ?? given(second);
    if (call === 'list_append')
      return { L: [first, second].flatMap((word) => given(word).L ?? []) };
    return given(text);
  };
  const assigned = list(set).map((assignment): [string, AttributeValue] => {
    const [name = '', value = ''] = assignment.split(' = ');
    const [left = '', right] = value.split(' + ');
    return [name, right === undefined ? operand(left) : sum(operand(left), operand(right))];
  });
  const added = list(add).map((addition): [string, AttributeValue] => {
    const [name = '', by = ''] = addition.split(' ');
    return [name, sum(stored(name) ?? { N: '0' }, given(by))];
  });
  const removed = list(remove).map((name): [string, undefined] => [name, undefined]);
  return [...removed, ...assigned, ...added].reduce(
    (before: Row, [name, value]) => withValue(before, pathOf(name, names), value),
    row,
  );
}

// Decimals there, binary here: thousandths are all that anybody here adds.
const sum = (left: AttributeValue, right: AttributeValue): AttributeValue => ({
  N: String(Math.round((Number(left.N) + Number(right.N)) * 1000) / 1000),
});

/** Parts of a list, at commas that stand in no call. */
const list = (text: string): string[] => (text === '' ? [] : text.split(/, (?![^(]*\))/));

type Path = readonly string[];

const pathOf = (word: string, names: Names): Path =>
  word.split('.').map((part) => (part.startsWith('#') ? named(part, names) : part));

function named(part: string, { [part]: name }: Names): string {
  if (name === undefined) throw new Error(`nobody said what ${part} stands for`);
  return name;
}

function valueAt(row: Row, [name = '', ...rest]: Path): AttributeValue | undefined {
  const value = row[name];
  return rest.length === 0 ? value : valueAt(value?.M ?? {}, rest);
}

function withValue(row: Row, [name = '', ...rest]: Path, value: AttributeValue | undefined): Row {
  const { [name]: before, ...others } = row;
  if (rest.length > 0) return { ...row, [name]: { M: withValue(before?.M ?? {}, rest, value) } };
  return value === undefined ? others : { ...row, [name]: value };
}
