import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { messageTemplatesSchema } from '../lambda/contract/message-templates';
import type { MessageTemplates } from '../lambda/contract/message-templates';
import { readJsonLines } from './json-lines';

/** The file of message templates cannot be used; the message names file, line, template and what is expected there. */
export class TemplateFileError extends Error {
  override readonly name = 'TemplateFileError';

  constructor(file: string, faults: readonly string[]) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    super([`templates file "${file}" has ${count}:`, ...faults.map((f) => `  ${f}`)].join('\n'));
  }
}

const SHAPE = 'an object with a template for each id';

/**
 * Reads and checks the message templates of a stage.
 *
 * @param file path of a JSON file; a relative one counts from the folder the CDK runs in, which is that of cdk.json
 * @throws TemplateFileError
 */
export function readTemplateFile(file: string): MessageTemplates {
  const json = readText(file);
  const input = parseJson(file, json);
  // To the schema, a list would be an object with numbers for names.
  if (Array.isArray(input)) throw new TemplateFileError(file, [`is a list: expected ${SHAPE}`]);
  const lines = readJsonLines(json);
  const parsed = v.safeParse(messageTemplatesSchema, input);
  const faults = [
    ...lines.repeated.map(({ path, line }) => ({
      line,
      sentence: `${path.join('.')}: defined twice`,
    })),
    ...(parsed.issues ?? []).map((issue) => {
      const path = pathOf(issue);
      return { line: lines.lineOf(path), sentence: describe(path, issue) };
    }),
  ];
  if (parsed.success && faults.length === 0) return parsed.output;
  const sorted = faults.toSorted((a, b) => a.line - b.line);
  throw new TemplateFileError(
    file,
    sorted.map(({ line, sentence }) => `line ${line}, ${sentence}`),
  );
}

/** The templates of a stage; without a file there are none. */
export const readTemplates = (file: string | undefined): MessageTemplates =>
  file === undefined ? {} : readTemplateFile(file);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TemplateFileError(file, [`cannot be read: ${String(error)}`]);
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new TemplateFileError(file, [`is no JSON: ${String(error)}`]);
  }
}

const pathOf = ({ path }: v.BaseIssue<unknown>): string[] =>
  (path ?? []).map(({ key }) => String(key));

/** What our own schemas say beside a whole sentence, in words for the author of the file. */
const MEANINGS: Readonly<Record<string, string>> = {
  INVALID_ID: 'a name of letters, digits, "_" and "-", 64 at most',
  INVALID_NAME: 'a variable of letters, digits and "_", 40 at most',
  INVALID_LOCALE: 'a locale such as de or de-CH',
};

function describe(path: readonly string[], issue: v.BaseIssue<unknown>): string {
  const place = path.length > 0 ? path.join('.') : 'the file';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `${place}: unknown; remove it or correct its name`;
  }
  const isOurs = !issue.message.startsWith('Invalid ');
  const expected = isOurs ? issue.message : (issue.expected ?? 'another value');
  return `${place}: expected ${MEANINGS[expected] ?? expected.replaceAll(' | ', ' or ')}`;
}
