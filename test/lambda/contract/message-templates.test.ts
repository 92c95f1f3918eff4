import * as v from 'valibot';
import { messageTemplatesSchema } from '../../../lambda/contract/message-templates';
import { parseInput } from '../../../lambda/contract/problems';
import { aTemplate, laptopTemplates } from '../../support/templates';

const read = (fields: object) =>
  parseInput(messageTemplatesSchema, { greeting: aTemplate(fields) });

const text = (en: string) => ({ texts: { en } });

describe('a file of message templates', () => {
  it('may have no template at all', () => {
    expect(parseInput(messageTemplatesSchema, {})).toEqual({ kind: 'valid', value: {} });
  });

  it('knows what a template leaves out', () => {
    const parsed = parseInput(messageTemplatesSchema, {
      plain: { defaultLocale: 'en', texts: { en: 'Hello.' } },
      dated: aTemplate({ variables: { name: { kind: 'date' } } }),
    });

    expect(parsed).toMatchObject({
      kind: 'valid',
      value: { plain: { variables: {} }, dated: { variables: { name: { style: 'long' } } } },
    });
  });

  it('of the laptop stage has two templates in two locales', () => {
    const locales = Object.values(laptopTemplates()).map(({ texts }) => Object.keys(texts));

    expect(locales).toEqual([
      ['en', 'de'],
      ['en', 'de'],
    ]);
  });

  it.each<[string, object]>([
    ['line breaks, which are its author’s', text('Hello {name}.\n\nYour shop')],
    ['the same variable twice', text('{name}, {name}!')],
    ['nothing but a variable', text('{name}')],
    ['joined emoji', text('👩‍👧 {name}')],
    ['up to 2000 characters beside its variables', text(`${'x'.repeat(2000)}{name}`)],
    [
      'a text that leaves a variable out, if another uses it',
      { texts: { en: '{name}', de: 'Du' } },
    ],
    ['a locale with script and region', { texts: { en: '{name}', 'zh-Hant-TW': '{name}' } }],
  ])('may have a template with %s', (_, fields) => {
    expect(read(fields).kind).toBe('valid');
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a placeholder nobody declared',
      text('Hello {name} {nmae}.'),
      'greeting.texts.en',
      /declared \(name\), not \{nmae\}/,
    ],
    [
      'a variable no text uses',
      { variables: { name: { kind: 'text' }, order: { kind: 'text' } } },
      'greeting.variables.order',
      /a text that uses \{order\}/,
    ],
    ['no text for its default', { defaultLocale: 'de' }, 'greeting.texts', /default locale de/],
    ['doubled braces', text('Hello {{name}}.'), 'greeting.texts.en', /braces only around/],
    ['a brace left open', text('Hello {name}. {'), 'greeting.texts.en', /braces only around/],
    ['a placeholder with a blank', text('{name} { name }'), 'greeting.texts.en', /braces only/],
    ['a tab', text('{name}\t'), 'greeting.texts.en', /without control/],
    ['a carriage return', text('{name}\r\n'), 'greeting.texts.en', /without control/],
    ['a right-to-left override', text('{name}\u202e'), 'greeting.texts.en', /writing direction/],
    ['an isolate', text('{name}\u2066'), 'greeting.texts.en', /writing direction/],
    ['a mark of direction', text('{name}\u200f'), 'greeting.texts.en', /writing direction/],
    ['half a character', text('{name}\ud83d'), 'greeting.texts.en', /without control/],
    ['a blank text', text(' \n '), 'greeting.texts.en', /a text/],
    ['too much text', text(`{name}${'x'.repeat(2001)}`), 'greeting.texts.en', /at most 2000/],
    ['no texts', { texts: {} }, 'greeting.texts', /default locale en/],
    [
      'a locale in odd spelling',
      { texts: { en: '{name}', 'de-ch': '{name}' } },
      'greeting.texts.de-ch',
      /usual spelling/,
    ],
    [
      'a locale that is none',
      { texts: { en: '{name}', 'a b': '{name}' } },
      'greeting.texts.a b',
      /INVALID_LOCALE/,
    ],
    [
      'a language nobody knows',
      { texts: { en: '{name}', xx: '{name}' } },
      'greeting.texts.xx',
      /known language/,
    ],
    [
      'a locale with an extension',
      { texts: { en: '{name}', 'de-u-nu-arab': '{name}' } },
      'greeting.texts.de-u-nu-arab',
      /./,
    ],
    [
      'a kind nobody knows',
      { variables: { name: { kind: 'url' } } },
      'greeting.variables.name.kind',
      /text/,
    ],
    [
      'a currency in words',
      { variables: { name: { kind: 'number', currency: 'Franken' } } },
      'greeting.variables.name.currency',
      /./,
    ],
    [
      'a time zone nobody knows',
      { variables: { name: { kind: 'date', timeZone: 'Europe/Zurch' } } },
      'greeting.variables.name.timeZone',
      /./,
    ],
    ['a misspelled setting', { defaultLocal: 'en' }, 'greeting.defaultLocal', /never/],
    [
      'a misspelled option',
      { variables: { name: { kind: 'date', zone: 'UTC' } } },
      'greeting.variables.name.zone',
      /never/,
    ],
    [
      'a variable with a dash',
      { variables: { 'a-b': { kind: 'text' } }, texts: { en: 'Hi' } },
      'greeting.variables.a-b',
      /./,
    ],
  ])('may not have a template with %s', (_, fields, path, expected) => {
    const issues =
      v.safeParse(messageTemplatesSchema, { greeting: aTemplate(fields) }).issues ?? [];
    const told = issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
    expect(told.filter((one) => one.startsWith(`${path}: `)).join()).toMatch(expected);
  });
});
