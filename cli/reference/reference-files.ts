import { apiPage } from './api-page';
import { eventSchemas } from './event-schemas';
import type { ReferenceFile } from './event-schemas';

/** Everything that is generated from the code. */
export function referenceFiles(root: string): ReferenceFile[] {
  return [apiPage(root), ...eventSchemas()];
}
