import { parseInput } from '../../../lambda/contract/problems';
import { MAX_VARIABLES } from '../../../lambda/contract/template-reference';
import { notificationRequestedSchema } from '../../../lambda/contract/request-events';
import { aTemplatedRequest } from '../../support/builders';

const parse = (input: object) =>
  parseInput(notificationRequestedSchema, JSON.parse(JSON.stringify(input)));

const named = (count: number, value: unknown = 'x') =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, value]));

describe('a request with a template', () => {
  it('needs the template’s id, and knows the rest', () => {
    expect(parse(aTemplatedRequest({ id: 'greeting' }))).toMatchObject({
      kind: 'valid',
      value: { template: { id: 'greeting', variables: {} }, policy: { session: 'append' } },
    });
  });

  it.each([
    ['de-ch', 'de-CH'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['es-419', 'es-419'],
  ])('may spell its locale as %s', (locale, canonical) => {
    expect(parse(aTemplatedRequest({ id: 'greeting', locale }))).toMatchObject({
      value: { template: { locale: canonical } },
    });
  });

  it(`may name ${MAX_VARIABLES} variables`, () => {
    const template = { id: 'greeting', variables: named(MAX_VARIABLES) };

    expect(parse(aTemplatedRequest(template)).kind).toBe('valid');
  });

  it.each<[string, object, string, string]>([
    ['no id', {}, 'FIELD_MISSING', 'template.id'],
    ['an id with a dot', { id: '../greeting' }, 'INVALID_ID', 'template.id'],
    ['a locale in words', { id: 'g', locale: 'German' }, 'INVALID_LOCALE', 'template.locale'],
    [
      'a locale with an extension',
      { id: 'g', locale: 'de-u-nu-arab' },
      'INVALID_LOCALE',
      'template.locale',
    ],
    ['an empty locale', { id: 'g', locale: '' }, 'INVALID_LOCALE', 'template.locale'],
    ['a list of variables', { id: 'g', variables: ['x'] }, 'INVALID_NAME', 'template.variables'],
    [
      'too many variables',
      { id: 'g', variables: named(MAX_VARIABLES + 1) },
      'TOO_MANY_VARIABLES',
      'template.variables',
    ],
    [
      'a value that is a truth',
      { id: 'g', variables: { a: true } },
      'WRONG_TYPE',
      'template.variables.a',
    ],
    [
      'a value that is nothing',
      { id: 'g', variables: { a: null } },
      'WRONG_TYPE',
      'template.variables.a',
    ],
    [
      'a value that is nested',
      { id: 'g', variables: { a: { b: 'x' } } },
      'WRONG_TYPE',
      'template.variables.a',
    ],
  ])('is refused by code and path with %s', (_, template, code, path) => {
    expect(parse(aTemplatedRequest(template))).toMatchObject({
      kind: 'invalid',
      problems: [{ code, path }],
    });
  });

  it.each(['Anna Meier', 'anna@example.test', '', 'x'.repeat(41), '1'])(
    'never repeats what should be a name and may be anything: %j',
    (name) => {
      const parsed = parse(aTemplatedRequest({ id: 'g', variables: { [name]: null } }));

      expect(parsed).toMatchObject({
        kind: 'invalid',
        problems: [{ code: 'INVALID_NAME', path: 'template.variables', found: 'object' }],
      });
    },
  );

  it('brings no text of its own', () => {
    const both = { ...aTemplatedRequest({ id: 'greeting' }), text: 'Hello.' };

    expect(parse(both)).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'TEXT_AND_TEMPLATE', path: 'text', found: 'string of 6 characters' }],
    });
  });

  it('reports the problems of its other fields as well', () => {
    const parsed = parse({ ...aTemplatedRequest({}), contactId: 'a b', text: 'Hello.' });

    const problems = parsed.kind === 'invalid' ? parsed.problems : [];
    expect(problems.map(({ code, path }) => `${path} ${code}`).toSorted()).toEqual([
      'contactId INVALID_ID',
      'template.id FIELD_MISSING',
      'text TEXT_AND_TEMPLATE',
    ]);
  });

  it('is not taken for one with a text when its template is no template', () => {
    expect(parse({ ...aTemplatedRequest({}), template: 'greeting' })).toMatchObject({
      problems: [{ code: 'WRONG_TYPE', path: 'template' }],
    });
  });
});
