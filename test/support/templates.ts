import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { messageTemplatesSchema } from '../../lambda/contract/message-templates';
import type { MessageTemplates } from '../../lambda/contract/message-templates';

/** Templates as a file would define them, with its defaults. */
export const templatesOf = (file: object): MessageTemplates =>
  v.parse(messageTemplatesSchema, file);

/** The templates that the laptop stage ships. */
export const laptopTemplates = (): MessageTemplates =>
  templatesOf(
    v.parse(
      v.looseObject({}),
      JSON.parse(readFileSync(join(__dirname, '..', '..', 'templates', 'laptop.json'), 'utf8')),
    ),
  );

/** One template, as a file would define it. */
export const aTemplate = (fields: object = {}): object => ({
  defaultLocale: 'en',
  variables: { name: { kind: 'text' } },
  texts: { en: 'Hello {name}.' },
  ...fields,
});
