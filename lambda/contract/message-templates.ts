import * as v from 'valibot';
import { MAX_TEXT_LENGTH } from './request-events';
import {
  canonicalLocale,
  localeSchema,
  MAX_VARIABLES,
  templateIdSchema,
  variableNameSchema,
} from './template-reference';
import { timeZoneSchema } from './time-zone';

/** The file beside the bundle of the function that fills templates. */
export const TEMPLATES_FILE = 'templates.json';

/** Splits a text so that every second part is the name of a variable. */
export const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9_]*)\}/u;

/** Characters that nobody sees and that change what is seen: controls, writing direction, halves of characters. */
export const HIDDEN_CHARACTERS = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/u;

const textVariableSchema = v.strictObject({ kind: v.literal('text') });

const numberVariableSchema = v.strictObject({
  kind: v.literal('number'),
  /** ISO 4217. With it the number is an amount of money, with as many decimals as the currency has. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'a currency code such as CHF'))),
});

const dateVariableSchema = v.strictObject({
  kind: v.literal('date'),
  style: v.optional(v.picklist(['full', 'long', 'medium', 'short']), 'long'),
  /** With a time zone the value is an instant and the time of day is shown; without one it is a calendar date. */
  timeZone: v.optional(timeZoneSchema('an IANA time zone')),
});

const variableSchema = v.variant('kind', [
  textVariableSchema,
  numberVariableSchema,
  dateVariableSchema,
]);
export type TemplateVariable = v.InferOutput<typeof variableSchema>;

/** The runtime throws at a locale that is none, so the pattern has the first word. */
const ownLocaleSchema = v.config(
  v.pipe(
    localeSchema,
    v.check(
      (locale) => canonicalLocale(locale) === locale,
      'a locale in its usual spelling: de-CH',
    ),
    v.check(
      (locale) => Intl.NumberFormat.supportedLocalesOf(locale).length > 0,
      'a known language',
    ),
  ),
  { abortPipeEarly: true },
);

const templateTextSchema = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'a text'),
  // A line break is the author's layout; from a value it would be a stranger's.
  v.check(
    (text) => !HIDDEN_CHARACTERS.test(text.replaceAll('\n', '')),
    'a text without control characters and without characters that turn the writing direction',
  ),
);

const templateFieldsSchema = v.strictObject({
  /** Speaks when the request names no locale, or one that has no text here. */
  defaultLocale: ownLocaleSchema,
  variables: v.optional(
    v.pipe(v.record(variableNameSchema, variableSchema), v.maxEntries(MAX_VARIABLES)),
    {},
  ),
  texts: v.record(ownLocaleSchema, templateTextSchema),
});
type TemplateFields = v.InferOutput<typeof templateFieldsSchema>;

/** One text in several languages, with named places for values. */
const templateSchema = v.pipe(
  templateFieldsSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, expected } of faultsOf(dataset.value)) {
      addIssue({ message: expected, expected, path: toPath(dataset.value, path) });
    }
  }),
);
export type MessageTemplate = v.InferOutput<typeof templateSchema>;

/** Every template of a stage, by its id. */
export const messageTemplatesSchema = v.record(templateIdSchema, templateSchema);
export type MessageTemplates = v.InferOutput<typeof messageTemplatesSchema>;

interface Fault {
  readonly path: readonly [string, string?];
  /** What should be there instead; the reader of the file gets it as it is. */
  readonly expected: string;
}

/** Finds what is wrong between the parts of a template. */
function faultsOf(template: TemplateFields): Fault[] {
  const { defaultLocale, variables, texts } = template;
  const declared = Object.keys(variables);
  const used = new Set(Object.values(texts).flatMap((text) => splitText(text).names));
  return [
    ...(Object.hasOwn(texts, defaultLocale)
      ? []
      : [{ path: ['texts'] as const, expected: `a text for the default locale ${defaultLocale}` }]),
    ...declared
      .filter((name) => !used.has(name))
      .map((name) => ({
        path: ['variables', name] as const,
        expected: `a text that uses {${name}}`,
      })),
    ...Object.entries(texts).flatMap(([locale, text]) => faultsOfText(declared, locale, text)),
  ];
}

function faultsOfText(declared: readonly string[], locale: string, text: string): Fault[] {
  const path = ['texts', locale] as const;
  const { names, literals } = splitText(text);
  const choice = declared.length > 0 ? declared.join(', ') : 'none';
  const unknown = names.filter((name) => !declared.includes(name));
  const length = literals.join('').length;
  return [
    ...unknown.map((name) => ({
      path,
      expected: `variables that are declared (${choice}), not {${name}}`,
    })),
    // There is no way to write a brace: a placeholder that is misspelled must never reach a customer.
    ...(literals.some((literal) => /[{}]/.test(literal))
      ? [{ path, expected: 'braces only around the name of a variable: {name}' }]
      : []),
    ...(length > MAX_TEXT_LENGTH
      ? [{ path, expected: `at most ${MAX_TEXT_LENGTH} characters beside the variables` }]
      : []),
  ];
}

function splitText(text: string): { names: string[]; literals: string[] } {
  const parts = text.split(PLACEHOLDER);
  return {
    names: parts.filter((_, index) => index % 2 === 1),
    literals: parts.filter((_, index) => index % 2 === 0),
  };
}

/** The library wants to know what stands at every step of a path. */
function toPath(
  template: TemplateFields,
  [part, key]: Fault['path'],
): [v.ObjectPathItem, ...v.ObjectPathItem[]] {
  const first = toPathItem(template, part);
  if (key === undefined) return [first];
  return [first, toPathItem(part === 'texts' ? template.texts : template.variables, key)];
}

const toPathItem = (input: Record<string, unknown>, key: string): v.ObjectPathItem => ({
  type: 'object',
  origin: 'value',
  input,
  key,
  value: input[key],
});
