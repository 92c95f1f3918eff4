export const WIDTH = 760;
/** Ours first, then rivals; told apart by lightness as well as by hue. */
export const COLORS = ['#0b6e4f', '#c8553d', '#3d5a80', '#e0a458', '#7d5ba6', '#8d99ae'];
export const RIVAL_COLOR = '#8d99ae';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A whole picture, readable on a light and on a dark page. */
export function picture(title: string, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    textAt({ x: 12, y: 22, size: 14 }, title),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
}

export function textAt({ x, y, anchor = 'start', size = 12 }: TextPlace, text: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" fill="#222222">${escape(text)}</text>`;
}

/** Tenths of a pixel are enough, and keep the files small. */
export const round = (value: number): number => Math.round(value * 10) / 10;
