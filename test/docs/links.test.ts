import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const pages = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs'), ...pagesIn('examples')];

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

interface Link {
  readonly page: string;
  readonly path: string;
  readonly anchor?: string;
}

const links: Link[] = pages.flatMap((page) =>
  [
    ...readFileSync(join(root, page), 'utf8').matchAll(
      /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g,
    ),
  ].map(([, path = '', anchor]) => ({ page, path, anchor })),
);

const targetOf = ({ page, path }: Link): string =>
  path === '' ? join(root, page) : join(root, dirname(page), path);

/** Headings as GitHub names them. */
const anchorsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );

it('has no link to a page that is not there', () => {
  expect(links.filter((link) => !existsSync(targetOf(link)))).toEqual([]);
  expect(links.length).toBeGreaterThan(30);
});

it('has no link to a heading that is not there', () => {
  const toHeadings = links.filter(({ anchor }) => anchor !== undefined);
  const lost = toHeadings.filter((link) => !anchorsOf(targetOf(link)).includes(link.anchor ?? ''));

  expect(lost).toEqual([]);
  expect(toHeadings.length).toBeGreaterThan(3);
});

it('can be reached from the README, page by page', () => {
  // A folder stands for the pages in it.
  const pagesBehind = (target: string): string[] =>
    pages.filter((page) => page === target || dirname(page) === target);
  const reached = new Set(['README.md']);
  for (const page of reached) {
    const own = links.filter((each) => each.page === page);
    const targets = own.map((link) => targetOf(link).slice(root.length + 1));
    for (const target of targets.flatMap(pagesBehind)) reached.add(target);
  }

  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});
