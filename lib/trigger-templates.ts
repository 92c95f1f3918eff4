import type { MessageTemplate, MessageTemplates } from '../lambda/contract/message-templates';
import { TriggerSettingError } from './trigger-settings';
import type { EventTrigger } from './trigger-settings';

/**
 * Looks whether the stage has the template of every trigger, with just the variables that the trigger gives: nobody
 * is at hand to hear of it when the trigger fires.
 *
 * @throws TriggerSettingError
 */
export function checkTriggerTemplates(
  triggers: readonly EventTrigger[],
  templates: MessageTemplates,
): void {
  const faults = triggers.flatMap(({ name, template: named }) => {
    if (named === undefined) return [];
    const { [named.id]: template } = templates;
    const known = Object.keys(templates).join(', ') || 'none: the stage has no templates';
    const problems =
      template === undefined
        ? [`template.id: found "${named.id}", expected one of the stage's templates (${known})`]
        : problemsWith(template, Object.keys(named.variables));
    return problems.map((problem) => `trigger "${name}": ${problem}`);
  });
  if (faults.length > 0) throw new TriggerSettingError(faults.join('\n'));
}

function problemsWith({ variables }: MessageTemplate, given: readonly string[]): string[] {
  const declared = Object.keys(variables);
  return [
    ...declared
      .filter((variable) => !given.includes(variable))
      .map((variable) => `template.variables.${variable}: found nothing, expected a value`),
    ...given
      .filter((variable) => !declared.includes(variable))
      .map(
        (variable) =>
          `template.variables.${variable}: unknown variable, expected ${declared.join(', ') || 'none'}`,
      ),
  ];
}
