import { createSeededRandom } from './seeded-random';

/**
 * Ids come from one stream per kind: the third contact has the same id under the same seed, however many requests
 * were answered before it.
 */
export interface Identifiers {
  uuid(kind: string): string;
  hex(kind: string, length: number): string;
  restart(): void;
}

export const createIdentifiers = (seed: string): Identifiers => {
  const streams = new Map<string, () => number>();

  const streamOf = (kind: string): (() => number) => {
    const stream = streams.get(kind) ?? createSeededRandom(`${seed}:${kind}`);
    streams.set(kind, stream);
    return stream;
  };

  const hex = (kind: string, length: number): string => {
    const random = streamOf(kind);
    return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  };

  const uuid = (kind: string): string => {
    const digits = hex(kind, 32);
    const variant = '89ab'.charAt(parseInt(digits.charAt(16), 16) % 4);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  };

  return { hex, uuid, restart: () => streams.clear() };
};
