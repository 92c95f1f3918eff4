/** One way in which a secret may stand in something that was written. */
export interface Needle {
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

export const ENCODINGS = [
  'raw',
  'JSON',
  'URL',
  'base64',
  'base64url',
  'hex',
  'UTF-16LE',
  'gzip',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Shorter pieces than this would be found in innocent places. */
const MIN_PIECE = 12;
/** A piece of a long text is enough: whoever cuts it has still leaked it. */
const PIECE_LENGTH = 24;

/** The text, and what would be left of it after a printer broke it at its lines and quotes, or cut it. */
export function piecesOf(secret: string): string[] {
  const whole = secret.length <= PIECE_LENGTH * 2 ? [secret] : [];
  const parts = secret.split(/[\n\r\t'"`\\]+/).flatMap((part) => {
    if (part.length <= PIECE_LENGTH * 2) return [part];
    const middle = Math.floor((part.length - PIECE_LENGTH) / 2);
    return [
      part.slice(0, PIECE_LENGTH),
      part.slice(middle, middle + PIECE_LENGTH),
      part.slice(-PIECE_LENGTH),
    ];
  });
  return [...new Set([...whole, ...parts])].filter((piece) => piece.trim().length >= MIN_PIECE);
}

/** Every form of one piece but gzip, which only a reader that unpacks can find. */
export function needlesOf(piece: string): Needle[] {
  const utf8 = Buffer.from(piece, 'utf8');
  const utf16 = Buffer.from(piece, 'utf16le');
  const texts: readonly (readonly [Encoding, readonly string[]])[] = [
    ['JSON', jsonForms(piece)],
    ['URL', urlForms(piece)],
    ['base64', base64Cores(utf8)],
    ['base64url', base64Cores(utf8).map(toUrlAlphabet)],
    ['hex', [utf8.toString('hex'), utf8.toString('hex').toUpperCase()]],
    [
      'UTF-16LE',
      [
        utf16.toString('hex'),
        utf16.toString('hex').toUpperCase(),
        ...base64Cores(utf16),
        ...base64Cores(utf16).map(toUrlAlphabet),
      ],
    ],
  ];
  const written = texts.flatMap(([encoding, forms]) =>
    [...new Set(forms)].map((form): Needle => ({ encoding, bytes: Buffer.from(form, 'latin1') })),
  );
  return [{ encoding: 'raw', bytes: utf8 }, ...written, { encoding: 'UTF-16LE', bytes: utf16 }];
}

const inside = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Once and twice inside a JSON text, with characters beyond ASCII as they are or as escapes of either case. */
function jsonForms(text: string): string[] {
  const once = inside(text);
  const escaped = (toHex: (code: string) => string): string =>
    once.replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${toHex(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`,
    );
  const forms = [once, escaped((code) => code), escaped((code) => code.toUpperCase())];
  return [...forms, ...forms.map(inside)].map((form) => Buffer.from(form).toString('latin1'));
}

function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text);
  const lower = encoded.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return [encoded, lower, encoded.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
}

/** What base64 makes of the bytes wherever they stand in a longer row: one core for each of the three positions. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const usable = bytes.length - ((bytes.length + shift) % 3);
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes.subarray(0, usable)]).toString(
      'base64',
    );
    return encoded.replaceAll('=', '').slice(shift === 0 ? 0 : 4);
  });
}

const toUrlAlphabet = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
