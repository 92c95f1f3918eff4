import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { TEXTS } from './canaries';
import { scanForCanaries, sourceOf } from './canary-scan';
import type { Canary } from './canary-scan';
import { ENCODINGS } from './encodings';
import type { Encoding } from './encodings';

const ESCAPE = /[\u0080-\uffff]/g;
const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Each a way in which a careless line of ours could write a value. */
const LEAKS: readonly (readonly [string, Encoding, (value: string) => string | Buffer])[] = [
  ['a line as it is', 'raw', (value) => `level=INFO text=${value} done`],
  ['JSON', 'JSON', (value) => JSON.stringify({ level: 'INFO', text: value })],
  ['JSON in JSON', 'JSON', (value) => JSON.stringify({ body: JSON.stringify({ text: value }) })],
  ['JSON in ASCII', 'JSON', (value) => JSON.stringify(value).replaceAll(ESCAPE, toEscape)],
  ['a URL', 'URL', (value) => `https://example.test/?text=${encodeURIComponent(value)}&x=1`],
  ['base64', 'base64', (value) => Buffer.from(value).toString('base64')],
  ['base64, one byte in', 'base64', (value) => Buffer.from(`:${value}`).toString('base64')],
  ['base64, two bytes in', 'base64', (value) => Buffer.from(`ab${value}!`).toString('base64')],
  ['base64url', 'base64url', (value) => Buffer.from(`{"t":"${value}"}`).toString('base64url')],
  ['hex', 'hex', (value) => `0x${Buffer.from(value).toString('hex')}`],
  ['upper-case hex', 'hex', (value) => Buffer.from(value).toString('hex').toUpperCase()],
  ['UTF-16 as hex', 'UTF-16LE', (value) => Buffer.from(value, 'utf16le').toString('hex')],
  ['UTF-16 as base64', 'UTF-16LE', (value) => Buffer.from(value, 'utf16le').toString('base64')],
  ['UTF-16 as it is', 'UTF-16LE', (value) => Buffer.from(value, 'utf16le')],
  ['gzip', 'gzip', (value) => gzipSync(JSON.stringify({ text: value }))],
  ['gzip in base64', 'gzip', (value) => `body=${gzipSync(value).toString('base64')};`],
  ['gzip in hex', 'gzip', (value) => gzipSync(value).toString('hex')],
  ['gzip in gzip', 'gzip', (value) => gzipSync(gzipSync(value))],
  [
    'gzip among other bytes',
    'gzip',
    (value) => Buffer.concat([Buffer.from('before'), gzipSync(value), Buffer.from('after')]),
  ],
];

const found = (canary: Canary, written: string | Buffer): readonly string[] =>
  scanForCanaries([canary], [sourceOf('log', written)]).map(({ encoding }) => encoding);

describe('the canary scan', () => {
  it('knows eight encodings and plants a leak in each', () => {
    expect(new Set(LEAKS.map(([, encoding]) => encoding))).toEqual(new Set(ENCODINGS));
    expect(ENCODINGS).toHaveLength(8);
  });

  describe.each(LEAKS)('finds in %s', (_, encoding, leak) => {
    it.each(TEXTS)('the canary "$name"', (canary) => {
      expect(found(canary, leak(canary.value))).toContain(encoding);
    });
  });

  it.each(TEXTS)('finds "$name" in an error that carries its input', (canary) => {
    const error = new Error('cannot read the input', { cause: { detail: { text: canary.value } } });

    expect(found(canary, inspect(error, { depth: Infinity, showHidden: true }))).not.toEqual([]);
  });

  it.each(TEXTS)('finds "$name" when it was cut', (canary) => {
    const cut = canary.value.slice(0, Math.ceil(canary.value.length * 0.7));

    expect(found(canary, cut.length < 40 ? canary.value : cut)).not.toEqual([]);
  });

  it('finds nothing in what is innocent', () => {
    const innocent = [
      '{"level":"INFO","step":"Post message"}',
      gzipSync('nothing'),
      Buffer.alloc(0),
    ];

    expect(
      scanForCanaries(
        TEXTS,
        innocent.map((each) => sourceOf('log', each)),
      ),
    ).toEqual([]);
  });

  it('says where it found which canary', () => {
    const [first] = TEXTS;
    const hits = scanForCanaries(TEXTS, [
      sourceOf('a', 'fine'),
      sourceOf('b', `x ${first?.value}`),
    ]);

    expect(hits).toMatchObject([{ canary: first?.name, source: 'b', encoding: 'raw' }, {}]);
    expect(hits[0]?.around).toContain('x ');
  });
});
