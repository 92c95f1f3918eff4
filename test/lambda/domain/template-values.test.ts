import type { TemplateVariable } from '../../../lambda/contract/message-templates';
import { formatValue } from '../../../lambda/domain/template-values';

const text = { kind: 'text' } as const;
const number = { kind: 'number' } as const;
const francs = { kind: 'number', currency: 'CHF' } as const;
const date = { kind: 'date', style: 'long' } as const;
const instant = { kind: 'date', style: 'long', timeZone: 'Europe/Zurich' } as const;

const formatted = (variable: TemplateVariable, value: string | number, locale = 'en') => {
  const result = formatValue(variable, value, locale);
  // ICU writes narrow and unbroken blanks in some versions and plain ones in others.
  return result.kind === 'formatted' ? result.text.replaceAll(/\s/gu, ' ') : result;
};

describe('a text value', () => {
  it.each<[string, string, string]>([
    ['is taken as it is', 'Åsa & <b>Co</b> {name}', 'Åsa & <b>Co</b> {name}'],
    ['loses what nobody sees', 'A\u0000B\u007f\u009bC', 'ABC'],
    ['loses what turns the writing direction', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
    ['loses halves of characters', 'a\ud83d\u0000\ude00b', 'ab'],
    ['keeps whole characters', '👩‍👧 😀', '👩‍👧 😀'],
    [
      'keeps its words apart where a line ended',
      'Main St 1\r\nZurich\u2028CH\tEurope',
      'Main St 1 Zurich CH Europe',
    ],
    ['is composed', 'Zu\u0308rich', 'Zürich'],
    ['loses blanks at its ends', '  4711 ', '4711'],
  ])('%s', (_, value, expected) => {
    expect(formatted(text, value)).toBe(expected);
  });

  it.each(['', '   ', '\u202e\u0000', '\n'])(
    'is refused when nothing is left of it: %j',
    (value) => {
      expect(formatValue(text, value, 'en')).toMatchObject({
        kind: 'unusable',
        code: 'TEXT_EMPTY',
      });
    },
  );
});

describe('a number', () => {
  it.each<[number, string, string]>([
    [1234567.5, 'en', '1,234,567.5'],
    [1234567.5, 'de', '1.234.567,5'],
    [0.123456789, 'en', '0.123456789'],
    [-5, 'en', '-5'],
    [-0, 'en', '0'],
  ])('%d is written in %s as %s', (value, locale, expected) => {
    expect(formatted(number, value, locale)).toBe(expected);
  });

  it.each<[string, string]>([
    ['en', 'CHF 12.50'],
    ['de', '12,50 CHF'],
    ['de-CH', 'CHF 12.50'],
  ])('of a currency is an amount of money: %s', (locale, expected) => {
    expect(formatted(francs, 12.5, locale)).toBe(expected);
  });

  it.each([Infinity, -Infinity, NaN, 2 ** 53, 1e300])(
    'that JSON does not carry exactly is refused: %d',
    (value) => {
      expect(formatted(number, value)).toMatchObject({ code: 'INVALID_NUMBER' });
    },
  );
});

describe('a date', () => {
  it.each<[string, string]>([
    ['en', 'November 27, 2026'],
    ['en-GB', '27 November 2026'],
    ['de', '27. November 2026'],
    ['fr', '27 novembre 2026'],
  ])('of the calendar is written in %s, in no time zone: %s', (locale, expected) => {
    expect(formatted(date, '2026-11-27', locale)).toBe(expected);
  });

  it('and time is written in the time zone of the template, whatever its offset said', () => {
    expect(formatted(instant, '2026-11-27T23:30:00Z', 'de')).toMatch(
      /^28\. November 2026.* 00:30$/,
    );
    expect(formatted(instant, '2026-11-27T18:30:00-05:00', 'de')).toMatch(/^28\. .* 00:30$/);
  });

  it.each<[TemplateVariable, string]>([
    [date, '2026-02-30'],
    [date, '2026-13-01'],
    [date, '27.11.2026'],
    [date, '2026-11'],
    [date, '2026-11-27T12:00:00Z'],
    [date, ''],
    [instant, '2026-11-27'],
    [instant, '2026-11-27T12:00:00'],
    [instant, '2026-02-30T12:00:00Z'],
    [instant, 'tomorrow'],
  ])('that is none is refused: %j %s', (variable, value) => {
    expect(formatted(variable, value)).toMatchObject({ kind: 'unusable', code: 'INVALID_TIME' });
  });
});

describe('a value of the wrong kind', () => {
  it.each<[TemplateVariable, string | number, string]>([
    [text, 4711, 'string'],
    [number, '4711', 'number'],
    [date, 20261127, 'string'],
  ])('is refused: %j with %j', (variable, value, expected) => {
    expect(formatted(variable, value)).toEqual({ kind: 'unusable', code: 'WRONG_TYPE', expected });
  });
});
