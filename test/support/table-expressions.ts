import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Row = Record<string, AttributeValue>;
export type Values = Record<string, AttributeValue>;

type Comparable = string | number | undefined;
type Test = (left: Comparable, right: Comparable) => boolean;

const COMPARISONS: Record<string, Test> = {
  '=': (left, right) => left === right,
  '<>': (left, right) => left !== right,
  '<': (left, right) => left !== undefined && right !== undefined && left < right,
  '<=': (left, right) => left !== undefined && right !== undefined && left <= right,
};

const comparable = (value: AttributeValue | undefined): Comparable =>
  value?.N === undefined ? value?.S : Number(value.N);

/** Judges a condition as DynamoDB does: AND binds closer than OR, and what is missing compares with nothing. */
export function holds(condition: string, row: Row, values: Values): boolean {
  const words = condition.match(/attribute_(?:not_)?exists|[\w:]+|<>|<=|[()=<]/g) ?? [];
  const take = (expected?: string): string => {
    const word = words.shift();
    if (word === undefined || (expected !== undefined && word !== expected)) {
      throw new Error(`this table cannot read the condition ${condition}`);
    }
    return word;
  };
  const operand = (word: string) => comparable(word.startsWith(':') ? values[word] : row[word]);

  const term = (): boolean => {
    const word = take();
    if (word === '(') {
      const inner = either();
      take(')');
      return inner;
    }
    if (word.startsWith('attribute_')) {
      take('(');
      const exists = row[take()] !== undefined;
      take(')');
      return word === 'attribute_exists' ? exists : !exists;
    }
    const test = COMPARISONS[take()];
    if (test === undefined) throw new Error(`this table cannot read the condition ${condition}`);
    return test(operand(word), operand(take()));
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

/** The row after `SET a = :a, b = b + :b, … REMOVE c, … ADD d :d`. */
export function updated(expression: string, row: Row, values: Values): Row {
  const [, set = '', remove = '', add = ''] = UPDATE.exec(expression) ?? [];
  const given = (name: string): AttributeValue => {
    const value = name.startsWith(':') ? values[name] : row[name];
    if (value === undefined) throw new Error(`this table cannot read the update ${expression}`);
    return value;
  };
  const sum = (name: string, by: string): AttributeValue => {
    const before = Number(row[name]?.N ?? 0);
    // Decimals there, binary here: thousandths are all that anybody here adds.
    return { N: String(Math.round((before + Number(given(by).N)) * 1000) / 1000) };
  };
  const assigned = list(set).map((assignment): [string, AttributeValue] => {
    const [name = '', value = ''] = assignment.split(' = ');
    const [left = '', right] = value.split(' + ');
    return [name, right === undefined ? given(left) : sum(left, right)];
  });
  const added = list(add).map((addition): [string, AttributeValue] => {
    const [name = '', by = ''] = addition.split(' ');
    return [name, sum(name, by)];
  });
  const removed = new Set(list(remove));
  const kept = Object.entries(row).filter(([name]) => !removed.has(name));
  return Object.fromEntries([...kept, ...assigned, ...added]);
}

const list = (text: string): string[] => (text === '' ? [] : text.split(', '));
