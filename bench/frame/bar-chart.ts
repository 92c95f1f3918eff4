import { toText } from './numbers';
import type { BarChart } from './results';
import { COLORS, picture, RIVAL_COLOR, round, textAt, WIDTH } from './svg';

const LABEL_WIDTH = 290;
const FIGURE_WIDTH = 80;
const ROW = 26;
const TOP = 40;

/** A bar each, the shortest of a logarithmic chart a tenth of its decade. */
export function drawBars({ title, scale, bars }: BarChart): string {
  const positive = bars.map(({ value }) => value).filter((value) => value > 0);
  const most = Math.max(...positive);
  const floor = Math.log10(Math.min(...positive)) - 0.1;
  const share = (value: number): number => {
    if (value <= 0) return 0;
    if (scale === 'linear') return value / most;
    return (Math.log10(value) - floor) / (Math.log10(most) - floor);
  };
  const room = WIDTH - LABEL_WIDTH - FIGURE_WIDTH;
  const parts = bars.flatMap(({ label, value, isOurs }, index) => {
    const y = TOP + index * ROW;
    const length = round(share(value) * room);
    const color = isOurs ? COLORS[0] : RIVAL_COLOR;
    return [
      textAt({ x: LABEL_WIDTH - 8, y: y + 14, anchor: 'end' }, label),
      `<rect x="${LABEL_WIDTH}" y="${y}" width="${length}" height="${ROW - 8}" fill="${color}"/>`,
      textAt({ x: LABEL_WIDTH + length + 6, y: y + 14 }, toText(value)),
    ];
  });
  const suffix = scale === 'linear' ? '' : ' (logarithmic)';
  return picture(`${title}${suffix}`, TOP + bars.length * ROW + 8, parts);
}
