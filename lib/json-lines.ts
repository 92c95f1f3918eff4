import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** Where the members of a JSON text stand. */
export interface JsonLines {
  /** The line of a path, from 1, or of the nearest thing around it. */
  readonly lineOf: (path: readonly string[]) => number;
  /** Members whose name came before in the same object: JSON.parse keeps the last and says nothing. */
  readonly repeated: readonly { readonly path: readonly string[]; readonly line: number }[];
}

/** Reads the places of a text that JSON.parse has accepted; of any other, nothing is promised. */
export function readJsonLines(json: string): JsonLines {
  const root = parseTree(json);
  const lineAt = (offset: number): number => json.slice(0, offset).split('\n').length;
  const lineOf = (path: readonly string[]): number => {
    const node = root && findNodeAtLocation(root, [...path]);
    if (node !== undefined) return lineAt((node.parent ?? node).offset);
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const repeated = root === undefined ? [] : findRepeated(root, []);
  return { lineOf, repeated: repeated.map(({ path, offset }) => ({ path, line: lineAt(offset) })) };
}

interface Place {
  readonly path: readonly string[];
  readonly offset: number;
}

/** Looks into objects only: a file of templates has no lists. What a repeated member holds is not looked at. */
function findRepeated(node: Node, path: readonly string[]): Place[] {
  const seen = new Set<string>();
  return membersOf(node).flatMap(({ name, value, offset }) => {
    const here = [...path, name];
    if (seen.has(name)) return [{ path: here, offset }];
    seen.add(name);
    return findRepeated(value, here);
  });
}

function membersOf({ type, children = [] }: Node): { name: string; value: Node; offset: number }[] {
  if (type !== 'object') return [];
  return children.flatMap(({ offset, children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [{ name: String(key.value), value, offset }],
  );
}
