import { MAX_TEXT_LENGTH } from '../lambda/contract/request-events';
import type { MessageTemplates } from '../lambda/contract/message-templates';
import { renderTemplate } from '../lambda/domain/template';
import { TriggerSettingError } from './trigger-settings';
import type { EventTrigger } from './trigger-settings';

/**
 * Fills the template of every trigger as the function would when it fires: nobody is at hand then to hear that the
 * template does not exist or lacks a variable.
 *
 * @throws TriggerSettingError
 */
export function checkTriggerTemplates(
  triggers: readonly EventTrigger[],
  templates: MessageTemplates,
): void {
  const faults = triggers.flatMap(({ name, template }) => {
    if (template === undefined) return [];
    const rendering = renderTemplate(templates, template, MAX_TEXT_LENGTH);
    if (rendering.kind === 'rendered') return [];
    return rendering.problems.map(
      ({ path, expected, found }) =>
        `trigger "${name}": ${path}: found ${found}, expected ${expected}`,
    );
  });
  if (faults.length > 0) throw new TriggerSettingError(faults.join('\n'));
}
