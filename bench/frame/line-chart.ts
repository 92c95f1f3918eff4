import { toText } from './numbers';
import type { LineChart } from './results';
import { COLORS, picture, round, textAt, WIDTH } from './svg';

const HEIGHT = 320;
const LEFT = 64;
const RIGHT = WIDTH - 200;
const TOP = 48;
const BOTTOM = HEIGHT - 48;
const STEPS = 4;

/** Lines over powers of ten; flat ones are what a reader looks for, so the other axis begins at zero. */
export function drawLines({ title, x, y, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const decades = points.map(([at]) => Math.log10(at));
  const first = Math.floor(Math.min(...decades));
  const last = Math.max(Math.ceil(Math.max(...decades)), first + 1);
  const most = Math.max(...points.map(([, value]) => value)) * 1.1 || 1;
  const toX = (at: number) => LEFT + ((Math.log10(at) - first) / (last - first)) * (RIGHT - LEFT);
  const toY = (value: number) => BOTTOM - (value / most) * (BOTTOM - TOP);

  const grid = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = (most * step) / STEPS;
    const at = round(toY(value));
    return [
      `<line x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" stroke="#dddddd"/>`,
      textAt({ x: LEFT - 6, y: at + 4, anchor: 'end' }, toText(Number(value.toPrecision(2)))),
    ].join('\n');
  });
  const scale = Array.from({ length: last - first + 1 }, (_, step) => {
    const value = 10 ** (first + step);
    return textAt({ x: toX(value), y: BOTTOM + 18, anchor: 'middle' }, toText(value));
  });
  const drawn = lines.map((line, index) => {
    const color = COLORS[index % COLORS.length];
    const path = line.points.map(([at, value]) => `${round(toX(at))},${round(toY(value))}`);
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
      `<rect x="${RIGHT + 14}" y="${TOP + index * 20 - 9}" width="10" height="10" fill="${color}"/>`,
      textAt({ x: RIGHT + 30, y: TOP + index * 20 }, line.label),
    ].join('\n');
  });
  return picture(title, HEIGHT, [
    ...grid,
    ...scale,
    textAt({ x: (LEFT + RIGHT) / 2, y: HEIGHT - 10, anchor: 'middle' }, x),
    textAt({ x: 12, y: TOP - 8 }, y),
    ...drawn,
  ]);
}
