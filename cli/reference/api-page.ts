import { join, relative } from 'node:path';
import { API, NodeBuilderFlags, SymbolFlags } from 'typescript/unstable/sync';
import type { Checker, Project, Symbol as ApiSymbol, Type } from 'typescript/unstable/sync';
import { hashOf } from './inputs-hash';
import type { ReferenceFile } from './event-schemas';

/** The entry points of the package, by the name under which they are imported. */
const ENTRY_POINTS = [
  { name: 'proactive-messaging', file: 'lib/index.ts' },
  { name: 'proactive-messaging/events', file: 'lambda/contract/events.ts' },
] as const;

const INTRODUCTION = `# API reference

Written by \`npm run docs\` from the docstrings of the code; \`npm test\` says when it is old. A type is shown as the compiler
understands it, so \`| undefined\` stands for everything that may be left out.`;

/**
 * The page of everything that the package exports. The compiler itself is asked, through an interface it calls unstable:
 * its version is pinned, and nothing but this page depends on it.
 */
export function apiPage(root: string): ReferenceFile {
  const api = new API({ cwd: root });
  try {
    const snapshot = api.updateSnapshot({ openProject: join(root, 'tsconfig.build.json') });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error('tsconfig.build.json opens no project');
    const sections = ENTRY_POINTS.map(({ name, file }) => {
      const exported = exportsOf(project, join(root, file));
      return { name, exported };
    });
    const inputs = inputsOf(
      root,
      project.checker,
      sections.flatMap(({ exported }) => exported),
    );
    const texts = sections.map(({ name, exported }) =>
      [`## ${name}`, ...exported.map((each) => describeExport(project.checker, each))].join('\n\n'),
    );
    const stamp = `<!-- ${hashOf(root, inputs)} of ${inputs.join(' ')} -->`;
    return { path: 'docs/api.md', text: [INTRODUCTION, ...texts, stamp].join('\n\n') + '\n' };
  } finally {
    api.close();
  }
}

interface Exported {
  readonly name: string;
  readonly symbol: ApiSymbol;
}

function exportsOf({ program, checker }: Project, path: string): Exported[] {
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${path} is no module of the project`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

/** The files whose docstrings are on the page. */
function inputsOf(root: string, checker: Checker, exported: readonly Exported[]): string[] {
  const shown = exported.flatMap(({ symbol }) => [symbol, ...membersOf(checker, symbol)]);
  const files = shown.map((symbol) => relative(root, sourceOf(symbol) ?? root));
  return [...new Set(files)].toSorted();
}

const sourceOf = (symbol: ApiSymbol): string | undefined => symbol.declarations[0]?.path;

function describeExport(checker: Checker, { name, symbol }: Exported): string {
  const isValue = (symbol.flags & SymbolFlags.Variable) !== 0;
  const type = isValue ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol);
  return [
    `### ${name}`,
    checker.getDocumentationCommentOfSymbol(symbol),
    hasMembers(symbol) ? '' : spellOut(checker, type),
    membersOf(checker, symbol)
      .map((member) => describeMember(checker, member))
      .join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Longer types are read where they are declared. */
const MAX_TYPE_LENGTH = 400;
const SPELLING = NodeBuilderFlags.InTypeAlias | NodeBuilderFlags.NoTruncation;

function spellOut(checker: Checker, type: Type | undefined): string {
  const text = type && checker.typeToString(type, undefined, SPELLING);
  if (text === undefined || text.length > MAX_TYPE_LENGTH || text.includes('import(')) return '';
  return code(text);
}

const hasMembers = ({ flags }: ApiSymbol): boolean =>
  (flags & (SymbolFlags.Class | SymbolFlags.Interface)) !== 0;

function membersOf(checker: Checker, symbol: ApiSymbol): ApiSymbol[] {
  const type = hasMembers(symbol) ? checker.getDeclaredTypeOfSymbol(symbol) : undefined;
  return type ? checker.getPropertiesOfType(type).filter((member) => isOurs(member)) : [];
}

/** What a construct inherits from the CDK is documented there. */
const isOurs = (member: ApiSymbol): boolean =>
  sourceOf(member)?.includes('/node_modules/') === false;

function describeMember(checker: Checker, member: ApiSymbol): string {
  const isOptional = (member.flags & SymbolFlags.Optional) !== 0;
  const type = spellOut(checker, checker.getTypeOfSymbol(member));
  const tags = checker.getJsDocTagsOfSymbol(member);
  const standard = tags.find(({ name }) => name === 'default')?.text;
  const sentences = [
    oneLine(checker.getDocumentationCommentOfSymbol(member)),
    standard === undefined ? '' : `Default: ${oneLine(standard).replace(/^- /, '')}.`,
  ].filter((sentence) => sentence !== '');
  const shown = isOptional ? type.replace(/ \| undefined`$/, '`') : type;
  return `- **${member.name}${isOptional ? '?' : ''}** ${shown}${sentences.length > 0 ? ': ' : ''}${sentences.join(' ')}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const code = (text: string): string => `\`${text}\``;
