import { PLACEHOLDER } from '../contract/message-templates';
import type { MessageTemplate, MessageTemplates } from '../contract/message-templates';
import { describeKind } from '../contract/problems';
import type { Problem } from '../contract/problems';
import type { TemplateReference } from '../contract/template-reference';
import { formatValue } from './template-values';

/** A text as the customer will read it, or everything that is wrong with what it should be made of. */
export type Rendering =
  | { readonly kind: 'rendered'; readonly text: string }
  | { readonly kind: 'unrenderable'; readonly problems: Problem[] };

/** Names shown to somebody who asked for a template that is not there. */
const SHOWN_IDS = 10;

/**
 * Fills a template of the stage with the values of a request, in one pass: a value that looks like a placeholder
 * stays as it is. `maxLength` holds for the finished text, in UTF-16 units.
 */
export function renderTemplate(
  templates: MessageTemplates,
  asked: TemplateReference,
  maxLength: number,
): Rendering {
  const template = Object.hasOwn(templates, asked.id) ? templates[asked.id] : undefined;
  if (template === undefined) return unknownTemplate(templates, asked.id);

  const { text, locale } = chooseText(template, asked.locale);
  const values = new Map<string, string>();
  const problems = Object.keys(asked.variables)
    .filter((name) => !Object.hasOwn(template.variables, name))
    .map((name) => unknownVariable(template, asked, name));
  for (const [name, variable] of Object.entries(template.variables)) {
    const value = Object.hasOwn(asked.variables, name) ? asked.variables[name] : undefined;
    const formatted =
      value === undefined
        ? ({ kind: 'unusable', code: 'FIELD_MISSING', expected: variable.kind } as const)
        : formatValue(variable, value, locale);
    if (formatted.kind === 'formatted') values.set(name, formatted.text);
    else problems.push(problemAt(name, value, formatted));
  }
  if (problems.length > 0) return { kind: 'unrenderable', problems };
  return withinLimit(fill(text, values), maxLength);
}

/** Every placeholder is declared, which the file's schema sees to, and every declared variable has a value by now. */
const fill = (text: string, values: ReadonlyMap<string, string>): string =>
  text
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 1 ? (values.get(part) ?? '') : part))
    .join('');

/**
 * The text that comes nearest to the wish: de-CH, then de, then the default. Numbers and dates keep the wished
 * region as long as the language is the wished one.
 */
function chooseText(
  { texts, defaultLocale }: MessageTemplate,
  wished: string = defaultLocale,
): { text: string; locale: string } {
  const subtags = wished.split('-');
  for (let length = subtags.length; length > 0; length -= 1) {
    const text = texts[subtags.slice(0, length).join('-')];
    if (text !== undefined) return { text, locale: wished };
  }
  return { text: texts[defaultLocale] ?? '', locale: defaultLocale };
}

function withinLimit(text: string, maxLength: number): Rendering {
  if (text.length <= maxLength) return { kind: 'rendered', text };
  const expected = `a filled template of at most ${maxLength} characters`;
  const problem = { code: 'TEXT_TOO_LONG', path: 'template', expected, found: describeKind(text) };
  return { kind: 'unrenderable', problems: [problem] };
}

const problemAt = (
  name: string,
  value: unknown,
  { code, expected }: Pick<Problem, 'code' | 'expected'>,
): Problem => ({
  code,
  path: `template.variables.${name}`,
  expected,
  found: describeKind(value),
});

function unknownVariable(
  { variables }: MessageTemplate,
  asked: TemplateReference,
  name: string,
): Problem {
  const declared = Object.keys(variables);
  const expected = declared.length > 0 ? `one of ${declared.join(', ')}` : 'no variable';
  return problemAt(name, asked.variables[name], { code: 'UNKNOWN_VARIABLE', expected });
}

function unknownTemplate(templates: MessageTemplates, id: string): Rendering {
  const known = Object.keys(templates);
  const shown = known.slice(0, SHOWN_IDS).join(', ') + (known.length > SHOWN_IDS ? ', …' : '');
  const expected = known.length > 0 ? `one of ${shown}` : 'a stage that has templates';
  const problem = {
    code: 'UNKNOWN_TEMPLATE',
    path: 'template.id',
    expected,
    found: describeKind(id),
  };
  return { kind: 'unrenderable', problems: [problem] };
}
