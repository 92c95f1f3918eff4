import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { messageTemplatesSchema, TEMPLATES_FILE } from '../contract/message-templates';
import type { MessageTemplates } from '../contract/message-templates';
import { parseOwn } from '../contract/unreadable-data-error';

const fileSchema = v.pipe(v.string(), v.parseJson(), messageTemplatesSchema);

/** Reads the templates that were shipped beside a bundle. They do not change while an environment lives. */
export const readTemplates = (folder: string): MessageTemplates =>
  parseOwn(fileSchema, readFileSync(join(folder, TEMPLATES_FILE), 'utf8'), 'the templates');
