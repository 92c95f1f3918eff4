import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { eventSchemas } from '../../cli/reference/event-schemas';
import { hashOf } from '../../cli/reference/inputs-hash';
import { referenceFiles } from '../../cli/reference/reference-files';
import { eventExamples } from '../support/event-examples';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
for (const { path } of eventSchemas()) ajv.addSchema(JSON.parse(read(path)));

const schemaOf = (folder: 'published' | 'heard', name: string): ValidateFunction =>
  ajv.getSchema(`urn:proactive-messaging:${folder}:${name}:1`)!;

/** Prettier aligns the columns of tables and folds short lists: that is no difference. */
const unaligned = (text: string): string => text.replaceAll(/-{3,}/g, '-').replaceAll(/\s+/g, '');

it.each(referenceFiles(root))('$path is written from the code (else: npm run docs)', (file) => {
  expect(unaligned(read(file.path))).toBe(unaligned(file.text));
});

describe('the JSON Schemas', () => {
  const files = eventSchemas();

  it('are all of the folder', () => {
    const written = readdirSync(join(root, 'schemas'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => `schemas/${name}`);

    expect(written.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  });

  it.each(files)('have a name and a version of their own: $path', ({ text }) => {
    expect(JSON.parse(text)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: expect.stringMatching(/^urn:proactive-messaging:(published|heard):\w+:1$/),
    });
  });

  it.each(eventExamples())('accept the $detail-type of the event reference', (example) => {
    const folder = example.source === 'proactive-messaging' ? 'heard' : 'published';
    const validate = schemaOf(folder, example['detail-type']);

    validate(example.detail);

    expect(validate.errors).toBeNull();
  });

  const request = { contactId: 'c-1', occurrence: 'o-1', text: 'Hello' };

  it.each([
    ['without a contact', { ...request, contactId: undefined }],
    ['of another version', { ...request, version: '2' }],
    ['with a text that is too long', { ...request, text: 'x'.repeat(2001) }],
    ['with both a text and a template', { ...request, template: { id: 'a' } }],
    ['with an id that means something in a path', { ...request, occurrence: '../other' }],
    ['with an unknown policy', { ...request, policy: { session: 'force' } }],
    ['with a delay of more than a year', { ...request, afterSeconds: 366 * 86_400 + 1 }],
  ])('refuse a request %s', (_, detail) => {
    expect(schemaOf('published', 'NotificationRequested')(JSON.parse(JSON.stringify(detail)))).toBe(
      false,
    );
  });

  it('tell the two kinds of rejections apart from anything else', () => {
    const validate = schemaOf('heard', 'NotificationRejected');

    expect(validate({ version: '1', outcome: 'REJECTED', reason: 'INVALID_EVENT' })).toBe(false);
  });
});

it('has an API reference as old as the code (else: npm run docs)', () => {
  const [, hash, inputs = ''] = /<!-- (\w+) of (.+) -->/.exec(read('docs/api.md')) ?? [];

  expect(inputs).toContain('lib/proactive-messaging.ts');
  expect(hash).toBe(hashOf(root, inputs.split(' ')));
});
