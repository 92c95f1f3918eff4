import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { HEARD_EVENTS, OUTCOME_SOURCE, PUBLISHED_EVENTS } from '../../lambda/contract/events';
import { HOLD_REASONS } from '../../lambda/contract/holds';
import { REASONS } from '../../lambda/contract/outcomes';
import { notificationRequestedSchema } from '../../lambda/contract/request-events';
import { policySchema } from '../../lambda/contract/policy';
import { nextStepOfHold } from '../../lambda/domain/holds';
import { nextStepFor, outcomeOf } from '../../lambda/domain/reasons';
import { findWords } from '../../lambda/steps/find-words';
import { eventExamples } from '../support/event-examples';
import type { EventExample } from '../support/event-examples';
import { laptopTemplates, templatesOf } from '../support/templates';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'events.md'), 'utf8');

const examples = eventExamples();

/** The schema an example has to satisfy: ours for what we hear, ours for what we tell. */
function schemaFor({ source, 'detail-type': type }: EventExample): v.GenericSchema {
  const schemas: Record<string, v.GenericSchema> =
    source === OUTCOME_SOURCE ? HEARD_EVENTS : PUBLISHED_EVENTS;
  return schemas[type] ?? v.never();
}

describe('the event reference', () => {
  it('shows every kind of event', () => {
    expect(examples.map((example) => example['detail-type'])).toEqual([
      'NotificationRequested',
      'NotificationRequested',
      'NotificationCancelled',
      'NotificationRescheduled',
      'RedriveRequested',
      'ConversationConflict',
      'SessionRegistered',
      'RecipientPreferenceChanged',
      'NotificationSent',
      'NotificationHeld',
      'NotificationRejected',
      'ConversationConflict',
    ]);
  });

  it.each(examples)('shows a $detail-type that our schema accepts', (example) => {
    expect(v.safeParse(schemaFor(example), example.detail).issues).toBeUndefined();
  });

  it('shows a template that the laptop stage can fill', () => {
    const details = examples.map(({ detail }) => detail);
    const requests = details.filter(({ template }) => template !== undefined);
    const texts = requests.map((detail) => {
      const request = v.parse(notificationRequestedSchema, detail);
      return findWords(laptopTemplates(), request).kind;
    });

    expect(texts).toEqual(['rendered']);
  });

  it('has the template that the README shows in the file of the laptop stage', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    const [, shown = ''] = /```json\n(.*?)```/s.exec(readme) ?? [];

    expect(laptopTemplates()).toMatchObject(templatesOf(JSON.parse(shown)));
  });

  it.each([
    'INVALID_NUMBER',
    'INVALID_NAME',
    'INVALID_LOCALE',
    'TEXT_AND_TEMPLATE',
    'UNKNOWN_TEMPLATE',
    'UNKNOWN_VARIABLE',
    'TOO_MANY_VARIABLES',
  ])('lists the problem code %s', (code) => {
    expect(page).toContain(`\`${code}\``);
  });

  it.each(Object.entries(v.parse(policySchema, {})))(
    'names the term policy.%s and its default %s',
    (field, standard) => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`policy.${field}\` `));

      expect(row?.split('|')[2]?.trim()).toBe(`\`${standard}\``);
    },
  );

  it.each(HOLD_REASONS)('explains the wait for %s in the words of the event itself', (reason) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${reason}\` `));

    expect(row?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      `\`${reason}\``,
      'HELD',
      nextStepOfHold(reason),
      '',
    ]);
  });

  it.each(REASONS)('explains %s in the words of the outcome itself', (reason) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${reason}\` `));

    expect(row?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      `\`${reason}\``,
      outcomeOf(reason),
      nextStepFor(reason, { missing: ['…'], oauthClient: '…' }),
      '',
    ]);
  });
});
