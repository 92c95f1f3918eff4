import * as fc from 'fast-check';
import { renderTemplate } from '../../../lambda/domain/template';
import { templatesOf } from '../../support/templates';

const templates = templatesOf({
  pair: {
    defaultLocale: 'en',
    variables: { a: { kind: 'text' }, b: { kind: 'text' }, n: { kind: 'number' } },
    texts: { en: '<{a}|{b}|{n}|{a}>', de: '<{b}|{a}|{n}>' },
  },
});

/** Pieces a hostile value is made of. */
const piece = fc.oneof(
  fc.constantFrom(
    '{a}',
    '{b}',
    '{n}',
    '{{a}}',
    '}{',
    '$1',
    '$&',
    '\u0000',
    '\u001b',
    '\u0085',
    '\n',
    '\u2028',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u061c',
    '\ud800',
    '\udfff',
    'e\u0301',
    '\u0958',
    '😀',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const value = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const variables = fc.record({ a: value, b: value, n: fc.double() });
const locale = fc.constantFrom(undefined, 'en', 'de', 'de-CH', 'fr');

const HIDDEN = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/u;

const textOf = (rendering: ReturnType<typeof renderTemplate>): string =>
  rendering.kind === 'rendered' ? rendering.text : '';

describe('no value, whatever it is made of,', () => {
  it('brings a control or a direction character into a text', () => {
    fc.assert(
      fc.property(variables, locale, (asked, wished) => {
        const rendering = renderTemplate(
          templates,
          { id: 'pair', variables: asked, locale: wished },
          2000,
        );

        expect(textOf(rendering)).not.toMatch(HIDDEN);
      }),
      { numRuns: 500 },
    );
  });

  it('makes a text longer than its limit', () => {
    fc.assert(
      fc.property(variables, fc.integer({ min: 0, max: 120 }), (asked, limit) => {
        const rendering = renderTemplate(templates, { id: 'pair', variables: asked }, limit);

        expect(textOf(rendering).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 500 },
    );
  });

  it('is read again for placeholders: each stands where the template has its own', () => {
    const word = fc
      .array(fc.constantFrom('{a}', '{b}', '{n}', '{', '}', '$&', 'x'), { minLength: 1 })
      .map((pieces) => pieces.join(''));

    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 999 }), (a, b, n) => {
        const rendering = renderTemplate(templates, { id: 'pair', variables: { a, b, n } }, 2000);

        expect(textOf(rendering)).toBe(`<${a}|${b}|${n}|${a}>`);
      }),
      { numRuns: 500 },
    );
  });

  it('makes rendering throw, nor a name that is everywhere', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom('a', 'toString', '__proto__', 'constructor'), fc.string()),
      fc.oneof(value, fc.double()),
    );

    fc.assert(
      fc.property(anything, fc.string(), (asked, id) => {
        const ids = [id, 'pair', 'toString', '__proto__'];
        const kinds = ids.map((one) => renderTemplate(templates, { id: one, variables: asked }, 9));

        expect(kinds.map(({ kind }) => kind)).toEqual(ids.map(() => 'unrenderable'));
      }),
    );
  });
});
