import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Row = Record<string, AttributeValue>;

const KILOBYTE = 1024;
const READ_BLOCK = 4 * KILOBYTE;

/** Bytes of names and values, as AWS counts an item for its units. */
export const bytesOf = (row: Row): number =>
  Object.entries(row).reduce(
    (total, [name, value]) => total + Buffer.byteLength(name) + bytesOfValue(value),
    0,
  );

function bytesOfValue(value: AttributeValue): number {
  const { S: text, N: number, BOOL: truth, L: list, M: map } = value;
  if (text !== undefined) return Buffer.byteLength(text);
  if (number !== undefined) return bytesOfNumber(number);
  if (truth !== undefined) return 1;
  if (list !== undefined) {
    return list.reduce((total, each) => total + 1 + bytesOfValue(each), 3);
  }
  if (map !== undefined) return 3 + Object.keys(map).length + bytesOf(map);
  throw new Error(`nobody here knows how large a ${Object.keys(value).join()} is`);
}

/** A byte for each two significant digits, and one more, and one for a sign. */
function bytesOfNumber(text: string): number {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return 1 + Math.ceil(digits.length / 2) + Number(text.startsWith('-'));
}

/** Write units of an item of so many bytes. */
export const writeUnitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / KILOBYTE));

/** Read units of so many bytes that were read at once; an empty answer costs as much as a small one. */
export const readUnitsOf = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_BLOCK)) * (isConsistent ? 1 : 0.5);
