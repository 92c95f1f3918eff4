import type { TemplateReference } from '../../../lambda/contract/template-reference';
import { renderTemplate } from '../../../lambda/domain/template';
import { aTemplate, templatesOf } from '../../support/templates';

const LIMIT = 2000;

const templates = templatesOf({
  greeting: aTemplate(),
  order: aTemplate({
    variables: { order: { kind: 'text' }, items: { kind: 'number' }, due: { kind: 'date' } },
    texts: {
      en: '{order}: {items} items, {due}. {order}!',
      de: '{order}: {items} Artikel, {due}.',
      'de-AT': '{order}: {items} Artikel bis {due}.',
    },
  }),
});

const render = (fields: Partial<TemplateReference>, limit = LIMIT) =>
  renderTemplate(templates, { id: 'greeting', variables: {}, ...fields }, limit);

const order = { order: '4711', items: 1500, due: '2026-11-27' };

describe('renderTemplate', () => {
  it('puts every value in its places', () => {
    expect(render({ id: 'order', variables: order })).toEqual({
      kind: 'rendered',
      text: '4711: 1,500 items, November 27, 2026. 4711!',
    });
  });

  it.each<[string, string, (items: string) => string]>([
    ['de', 'de', (items) => `4711: ${items} Artikel, 27. November 2026.`],
    ['de-CH', 'de-CH', (items) => `4711: ${items} Artikel, 27. November 2026.`],
    ['de-Latn-CH', 'de-Latn-CH', (items) => `4711: ${items} Artikel, 27. November 2026.`],
    ['de-AT', 'de-AT', (items) => `4711: ${items} Artikel bis 27. November 2026.`],
    ['fr-CH', 'en', (items) => `4711: ${items} items, November 27, 2026. 4711!`],
    ['en-GB', 'en-GB', (items) => `4711: ${items} items, 27 November 2026. 4711!`],
  ])('speaks %s as near as it can, numbers and dates as in %s', (locale, near, text) => {
    expect(render({ id: 'order', variables: order, locale })).toEqual({
      kind: 'rendered',
      text: text(new Intl.NumberFormat(near).format(1500)),
    });
  });

  it.each([
    '{name}',
    '{order}',
    '{{name}}',
    '${name}',
    '$&',
    "$'",
    '{% $eval %}',
    '{{7*7}}',
    '__proto__',
  ])('leaves a value alone that looks like more: %s', (name) => {
    expect(render({ variables: { name } })).toEqual({ kind: 'rendered', text: `Hello ${name}.` });
  });

  it('keeps the marks that a locale itself needs to write from right to left', () => {
    const arabic = templatesOf({
      due: aTemplate({
        variables: { due: { kind: 'date', style: 'short' } },
        texts: { en: '{due}', ar: '{due}' },
      }),
    });
    const asked = { id: 'due', variables: { due: '2026-11-27' }, locale: 'ar-EG' };
    const format = new Intl.DateTimeFormat('ar-EG', { dateStyle: 'short', timeZone: 'UTC' });

    expect(renderTemplate(arabic, asked, LIMIT)).toEqual({
      kind: 'rendered',
      text: format.format(Date.parse('2026-11-27')),
    });
  });

  it.each<[string, Partial<TemplateReference>, string, string]>([
    ['a template that is not there', { id: 'toString' }, 'UNKNOWN_TEMPLATE', 'template.id'],
    ['no value', {}, 'FIELD_MISSING', 'template.variables.name'],
    [
      'a value of another kind',
      { variables: { name: 7 } },
      'WRONG_TYPE',
      'template.variables.name',
    ],
    ['an empty value', { variables: { name: '' } }, 'TEXT_EMPTY', 'template.variables.name'],
  ])('names what is wrong: %s', (_, fields, code, path) => {
    expect(render(fields)).toMatchObject({ kind: 'unrenderable', problems: [{ code, path }] });
  });

  it('names every problem at once, and quotes no value', () => {
    const rendering = render({
      id: 'order',
      variables: { ordr: 'a secret', items: 'a secret', due: 'a secret' },
    });

    expect(rendering).toEqual({
      kind: 'unrenderable',
      problems: [
        {
          code: 'UNKNOWN_VARIABLE',
          path: 'template.variables.ordr',
          expected: 'one of order, items, due',
          found: 'string of 8 characters',
        },
        {
          code: 'FIELD_MISSING',
          path: 'template.variables.order',
          expected: 'text',
          found: 'undefined',
        },
        {
          code: 'WRONG_TYPE',
          path: 'template.variables.items',
          expected: 'number',
          found: 'string of 8 characters',
        },
        {
          code: 'INVALID_TIME',
          path: 'template.variables.due',
          expected: 'a calendar date: YYYY-MM-DD',
          found: 'string of 8 characters',
        },
      ],
    });
  });

  it('tells which templates there are when it is asked for another', () => {
    expect(render({ id: 'greting' })).toMatchObject({
      problems: [{ expected: 'one of greeting, order', found: 'string of 7 characters' }],
    });
    expect(renderTemplate({}, { id: 'greeting', variables: {} }, LIMIT)).toMatchObject({
      problems: [{ code: 'UNKNOWN_TEMPLATE', expected: 'a stage that has templates' }],
    });
  });

  it('measures the filled text, not the template', () => {
    const name = 'x'.repeat(LIMIT - 'Hello .'.length);

    expect(render({ variables: { name } }).kind).toBe('rendered');
    expect(render({ variables: { name: `${name}x` } })).toMatchObject({
      problems: [{ code: 'TEXT_TOO_LONG', path: 'template', found: 'string of 2001 characters' }],
    });
  });
});
