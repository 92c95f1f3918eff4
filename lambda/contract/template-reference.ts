import * as v from 'valibot';

/** Most variables a template declares and a request names; every unknown one is reported, so there is an end to it. */
export const MAX_VARIABLES = 30;

/** Letters, digits and underscores: a name may be repeated in a problem, where a value never is. */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

export const templateIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'INVALID_ID'),
);
export const variableNameSchema = v.pipe(v.string(), v.regex(VARIABLE_NAME, 'INVALID_NAME'));

/** Language, and if need be script and region. Extensions stay out: they would let a request choose digits and calendars. */
export const localeSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/, 'INVALID_LOCALE'),
);

/** `de-ch` and `de-CH` are the same wish. */
export const canonicalLocale = (locale: string): string =>
  Intl.getCanonicalLocales(locale)[0] ?? locale;

/** The names are looked at first: a problem with a value tells where the value stands. */
const variablesSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((variables) => Object.keys(variables).length <= MAX_VARIABLES, 'TOO_MANY_VARIABLES'),
  v.check((variables) => Object.keys(variables).every(isVariableName), 'INVALID_NAME'),
  v.record(v.string(), v.union([v.string(), v.number()])),
);

const isVariableName = (name: string): boolean => VARIABLE_NAME.test(name);

/** What a request says instead of a text: which template, filled with what, in which language. */
export const templateReferenceSchema = v.object({
  id: templateIdSchema,
  variables: v.optional(variablesSchema, {}),
  /** Without it, the template's default locale speaks. */
  locale: v.optional(v.pipe(localeSchema, v.transform(canonicalLocale))),
});
export type TemplateReference = v.InferOutput<typeof templateReferenceSchema>;
