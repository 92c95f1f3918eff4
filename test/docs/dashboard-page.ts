import type { Tile } from './dashboard-body';

/** The dashboard in words, one section for each of its questions. */
export function toPage(tiles: readonly Tile[]): string {
  const body = tiles.flatMap(({ kind, title, series }) =>
    kind === 'headline'
      ? [`## ${title}`]
      : [`### ${title}`, series.map((each) => toItem(kind, each)).join('\n')],
  );
  return `${['# Dashboard', INTRODUCTION, PICTURE, ...body].join('\n\n')}\n`;
}

const toItem = (kind: Tile['kind'], { label, source }: Tile['series'][number]): string =>
  kind === 'alarms'
    ? `- [${label}](runbook.md#${label.toLowerCase()})`
    : `- **${label}**: \`${source}\``;

const INTRODUCTION = `One page per stage (output \`DashboardName\`) that answers three questions. This is its definition as the stack is synthesized,
drawn by \`npm run dashboard\`; \`npm test\` fails when it is out of date. What to do about an alarm: [runbook.md](runbook.md). What
the metrics cost: [adr/0034](adr/0034-one-line-per-call.md).`;
const PICTURE = '![The dashboard: a row of widgets for each question](images/dashboard.svg)';

const CELL = { width: 50, height: 38 };
const MARGIN = 5;
const LINE = 19;
/** Characters that fit into a cell's width, at the size of the text. */
const CHARACTERS_PER_CELL = 7;
const COLOURS = { headline: '#232f3e', graph: '#0972d3', alarms: '#d13212', lines: '#037f0c' };

/** The dashboard as a picture: every widget in its place, with what it shows; no curve, because there are no data. */
export function toPicture(tiles: readonly Tile[]): string {
  const width = Math.max(...tiles.map((tile) => tile.x + tile.width)) * CELL.width;
  const height = Math.max(...tiles.map((tile) => tile.y + tile.height)) * CELL.height;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#f4f4f4"/>`,
    ...tiles.flatMap(drawTile),
    '</svg>',
  ].join('\n')}\n`;
}

function drawTile(tile: Tile): string[] {
  const left = tile.x * CELL.width + MARGIN;
  const top = tile.y * CELL.height + MARGIN;
  const colour = COLOURS[tile.kind];
  if (tile.kind === 'headline') {
    return [
      text(left, top + LINE, tile.title, `font-size="20" font-weight="bold" fill="${colour}"`),
    ];
  }
  const fits = tile.width * CHARACTERS_PER_CELL - 4;
  const words = [tile.title, ...tile.series.map((each) => shortOf(tile, each))];
  const lines = words.map((line) => (line.length > fits ? `${line.slice(0, fits - 1)}…` : line));
  const box = `width="${tile.width * CELL.width - 2 * MARGIN}" height="${tile.height * CELL.height - 2 * MARGIN}"`;
  return [
    `<rect x="${left}" y="${top}" ${box} rx="4" fill="#fff" stroke="#ccc"/>`,
    `<rect x="${left}" y="${top}" width="4" height="${tile.height * CELL.height - 2 * MARGIN}" fill="${colour}"/>`,
    ...lines.map((line, index) =>
      text(
        left + 14,
        top + LINE * (index + 1),
        line,
        index === 0 ? 'font-weight="bold"' : 'fill="#555"',
      ),
    ),
  ];
}

const shortOf = ({ kind }: Tile, { label, source }: Tile['series'][number]): string =>
  kind === 'lines' ? source : label;

const text = (x: number, y: number, words: string, look: string): string =>
  `<text x="${x}" y="${y}" ${look}>${escaped(words)}</text>`;

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
