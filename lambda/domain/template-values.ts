import { HIDDEN_CHARACTERS } from '../contract/message-templates';
import type { TemplateVariable } from '../contract/message-templates';
import { parseInput } from '../contract/problems';
import { instantSchema } from '../contract/when';

export type FormattedValue =
  | { readonly kind: 'formatted'; readonly text: string }
  | { readonly kind: 'unusable'; readonly code: string; readonly expected: string };

type Variable<K extends TemplateVariable['kind']> = Extract<TemplateVariable, { kind: K }>;

/** Writes one value as its locale does: a text as it is but for what nobody sees, numbers and dates by the locale's rules. */
export function formatValue(
  variable: TemplateVariable,
  value: string | number,
  locale: string,
): FormattedValue {
  switch (variable.kind) {
    case 'text':
      return typeof value === 'string' ? formatText(value) : wrongType('string');
    case 'number':
      return typeof value === 'number'
        ? formatNumber(variable, value, locale)
        : wrongType('number');
    case 'date':
      return typeof value === 'string' ? formatDate(variable, value, locale) : wrongType('string');
  }
}

const EVERY_HIDDEN = new RegExp(HIDDEN_CHARACTERS, 'gu');
/** What separates words or lines keeps separating words. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

function formatText(value: string): FormattedValue {
  const text = value.replaceAll(BREAKS, ' ').replaceAll(EVERY_HIDDEN, '').normalize('NFC').trim();
  return text === '' ? unusable('TEXT_EMPTY', 'a text') : { kind: 'formatted', text };
}

/** Beyond the safe integers JSON has already changed digits: an order number of that size is a text. */
function formatNumber(
  { currency }: Variable<'number'>,
  value: number,
  locale: string,
): FormattedValue {
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    return unusable('INVALID_NUMBER', 'a number that JSON carries exactly');
  }
  const style = currency === undefined ? UNROUNDED : ({ style: 'currency', currency } as const);
  // No minus in front of a zero.
  const format = new Intl.NumberFormat(locale, { ...style, signDisplay: 'negative' });
  return { kind: 'formatted', text: format.format(value) };
}

const UNROUNDED = { maximumFractionDigits: 20 };

function formatDate(
  { style, timeZone }: Variable<'date'>,
  value: string,
  locale: string,
): FormattedValue {
  if (timeZone === undefined) {
    if (!isCalendarDate(value)) return unusable('INVALID_TIME', 'a calendar date: YYYY-MM-DD');
    const format = new Intl.DateTimeFormat(locale, { dateStyle: style, timeZone: 'UTC' });
    return { kind: 'formatted', text: format.format(Date.parse(value)) };
  }
  if (!isInstant(value)) {
    return unusable('INVALID_TIME', 'an ISO 8601 instant with its offset');
  }
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: style,
    timeStyle: 'short',
    timeZone,
  });
  return { kind: 'formatted', text: format.format(Date.parse(value)) };
}

/** The runtime reads 30 February as 2 March; a customer must not. */
function isCalendarDate(value: string): boolean {
  const atMs = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().slice(0, 10) === value;
}

const isInstant = (value: string): boolean =>
  parseInput(instantSchema, value).kind === 'valid' && isCalendarDate(value.slice(0, 10));

const unusable = (code: string, expected: string): FormattedValue => ({
  kind: 'unusable',
  code,
  expected,
});

const wrongType = (expected: string): FormattedValue => unusable('WRONG_TYPE', expected);
