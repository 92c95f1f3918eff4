import { parseTree } from 'jsonc-parser';
import { parseInput } from '../../lambda/contract/problems';
import type { Problem } from '../../lambda/contract/problems';
import { notificationRequestedSchema } from '../../lambda/contract/request-events';
import type { NotificationRequested } from '../../lambda/contract/request-events';

/** One request of a file, and the line it begins on. */
export type FileRow =
  | { readonly kind: 'request'; readonly line: number; readonly detail: NotificationRequested }
  | { readonly kind: 'invalid'; readonly line: number; readonly problems: readonly Problem[] };

/**
 * Reads requests as `NotificationRequested` has them in its `detail`: one JSON object, an array of them, or one
 * per line. Each bad row is named by its line, and the others are still read.
 */
export function readRequests(text: string): FileRow[] {
  const whole = parseJson(text);
  if (whole.kind === 'value' && Array.isArray(whole.value)) {
    const elements: unknown[] = whole.value;
    const nodes = parseTree(text)?.children ?? [];
    return elements.map((detail, index) => toRow(detail, lineAt(text, nodes[index]?.offset ?? 0)));
  }
  if (whole.kind === 'value') return [toRow(whole.value, lineAt(text, text.search(/\S/)))];
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = parseJson(line);
    return [parsed.kind === 'value' ? toRow(parsed.value, index + 1) : notJson(index + 1)];
  });
}

function toRow(detail: unknown, line: number): FileRow {
  const parsed = parseInput(notificationRequestedSchema, detail);
  return parsed.kind === 'valid'
    ? { kind: 'request', line, detail: parsed.value }
    : { kind: 'invalid', line, problems: parsed.problems };
}

const notJson = (line: number): FileRow => ({
  kind: 'invalid',
  line,
  problems: [{ code: 'NOT_JSON', path: '$', expected: 'a JSON object', found: 'something else' }],
});

type Json = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'none' };

function parseJson(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'value', value };
  } catch {
    return { kind: 'none' };
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
