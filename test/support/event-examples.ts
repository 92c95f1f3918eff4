import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const exampleSchema = v.object({
  source: v.string(),
  'detail-type': v.string(),
  detail: v.record(v.string(), v.unknown()),
});
export type EventExample = v.InferOutput<typeof exampleSchema>;

/** Every example of an event in docs/events.md, in the order of the page. */
export function eventExamples(): EventExample[] {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'events.md'), 'utf8');
  return [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) =>
    v.parse(exampleSchema, JSON.parse(text)),
  );
}
