import { TriggerSettingError } from '../../lib/trigger-settings';
import { STAGE, synthesizeStack } from '../support/synth';

const trigger = (template: object) => ({
  ...STAGE,
  templates: 'templates/laptop.json',
  triggers: [{ ...WAITING, template: { variables: {}, id: '', ...template } }],
});
const WAITING = {
  name: 'late',
  on: 'customer.end',
  where: {},
  afterMinutes: 0,
  ttlMinutes: 60,
} as const;
const variables = { order: '4711', arrival: '2026-11-27' };

describe('a trigger that names a template', () => {
  it('deploys with a template of the stage and all of its variables', () => {
    expect(() => synthesizeStack(trigger({ id: 'order-delayed', variables }))).not.toThrow();
  });

  it.each([
    ['a template that is not there', { id: 'order-dealyed', variables }, /late.*template\.id/],
    ['a variable too few', { id: 'order-delayed', variables: { order: '1' } }, /late.*arrival/],
    ['a variable too many', { id: 'order-delayed', variables: { ...variables, x: 1 } }, /late.*x/],
  ])('is refused at synthesis with %s', (_, template, message) => {
    const synthesize = () => synthesizeStack(trigger(template));

    expect(synthesize).toThrow(TriggerSettingError);
    expect(synthesize).toThrow(message);
  });
});
