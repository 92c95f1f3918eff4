import { needlesOf, piecesOf } from './encodings';
import type { Encoding, Needle } from './encodings';
import { unpackAll } from './gzip-members';

/** Something that must stand nowhere in what we write. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Something that was written. */
export interface Source {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Hit {
  readonly canary: string;
  readonly encoding: Encoding;
  readonly source: string;
  /** A few characters around the place, for whoever has to find the leak. */
  readonly around: string;
}

interface Trap {
  readonly canary: string;
  readonly needle: Needle;
}

/** Unpacks what is packed inside of what was packed this often. */
const MAX_UNPACKING = 3;
const AROUND = 40;

/** Looks for every canary in every source, in all eight encodings, and names each canary, encoding and source once. */
export function scanForCanaries(canaries: readonly Canary[], sources: readonly Source[]): Hit[] {
  const traps: Trap[] = canaries.flatMap(({ name, value }) =>
    piecesOf(value)
      .flatMap(needlesOf)
      .map((needle) => ({ canary: name, needle })),
  );
  const hits = new Map<string, Hit>();
  for (const { name, bytes } of sources) {
    for (const hit of hitsIn(traps, name, bytes)) {
      hits.set(`${hit.canary} ${hit.encoding} ${hit.source}`, hit);
    }
  }
  return [...hits.values()];
}

function hitsIn(traps: readonly Trap[], source: string, bytes: Buffer, depth = 0): Hit[] {
  const found = traps.flatMap(({ canary, needle }) => {
    const at = bytes.indexOf(needle.bytes);
    if (at < 0) return [];
    const encoding = depth === 0 ? needle.encoding : 'gzip';
    const end = at + needle.bytes.length + AROUND;
    const around = bytes.subarray(Math.max(0, at - AROUND), end).toString('utf8');
    return [{ canary, encoding, source, around }];
  });
  if (depth >= MAX_UNPACKING) return found;
  const inside = unpackAll(bytes).flatMap((each) => hitsIn(traps, source, each, depth + 1));
  return [...found, ...inside];
}

export const sourceOf = (name: string, written: string | Buffer): Source => ({
  name,
  bytes: typeof written === 'string' ? Buffer.from(written, 'utf8') : written,
});
