import { REFERENCE_ROOM } from '../../../lambda/contract/request-events';
import type { MessageTemplates } from '../../../lambda/contract/message-templates';
import { anEvent, aTemplatedRequest } from '../../support/builders';
import { keyIn, loadStage } from '../../support/load-stage';
import { aTemplate, templatesOf } from '../../support/templates';

const GREETINGS = templatesOf({
  greeting: aTemplate({ texts: { en: 'Hello {name}.', de: 'Hallo {name}.' } }),
});
const anna = { id: 'greeting', variables: { name: 'Anna' } };
const named = (length: number) => ({ ...anna, variables: { name: 'x'.repeat(length) } });

/** A stage whose templates can be replaced, as a deployment does it. */
async function stageWith(templates: MessageTemplates = GREETINGS) {
  const deployed = { ...templates };
  const stage = await loadStage({}, deployed);
  const ask = (template: object = anna, executionName?: string, fields: object = {}) =>
    stage.load(
      anEvent('NotificationRequested', { ...aTemplatedRequest(template), ...fields }),
      executionName,
    );
  const deploy = (next: MessageTemplates) => {
    for (const id of Object.keys(deployed)) delete deployed[id];
    Object.assign(deployed, next);
  };
  const texts = () =>
    stage.ledger
      .notifications()
      .map((one) => (one.kind === 'waiting' ? one.intent.text : 'concluded'));
  return { ...stage, ask, deploy, texts };
}

describe('a request with a template', () => {
  it('is in the ledger with the words the customer will read', async () => {
    const { ask, texts } = await stageWith();

    const output = await ask();

    expect(output.kind).toBe('ready');
    expect(texts()).toEqual(['Hello Anna.']);
  });

  it('gives on neither a value nor a text', async () => {
    const { ask } = await stageWith();

    expect(JSON.stringify(await ask())).not.toMatch(/Anna|Hello/);
  });

  it('is given the words of its locale', async () => {
    const { ask, texts } = await stageWith();

    await ask({ ...anna, locale: 'de-CH' });

    expect(texts()).toEqual(['Hallo Anna.']);
  });

  it('leaves room for the reference its policy wants', async () => {
    const room = 2000 - 'Hello .'.length - REFERENCE_ROOM;
    const policy = { reference: 'append' };

    const fitting = await (await stageWith()).ask(named(room), undefined, { policy });
    const longer = await (await stageWith()).ask(named(room + 1), undefined, { policy });

    expect(fitting.kind).toBe('ready');
    expect(longer).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code: 'TEXT_TOO_LONG', path: 'detail.template' }] },
    });
  });

  it.each<[string, object, string, string]>([
    ['a template nobody has', { id: 'farewell' }, 'UNKNOWN_TEMPLATE', 'detail.template.id'],
    [
      'no value for a variable',
      { id: 'greeting' },
      'FIELD_MISSING',
      'detail.template.variables.name',
    ],
    [
      'a variable nobody declared',
      { id: 'greeting', variables: { name: 'Anna', nmae: 'A' } },
      'UNKNOWN_VARIABLE',
      'detail.template.variables.nmae',
    ],
    [
      'a value of another kind',
      { id: 'greeting', variables: { name: 7 } },
      'WRONG_TYPE',
      'detail.template.variables.name',
    ],
    [
      'a locale that is none',
      { ...anna, locale: 'German' },
      'INVALID_LOCALE',
      'detail.template.locale',
    ],
  ])('is rejected by code and path: %s', async (_, template, code, path) => {
    const { ask, ledger } = await stageWith();

    expect(await ask(template)).toMatchObject({
      kind: 'invalid',
      rejection: {
        outcome: 'REJECTED',
        reason: 'INVALID_EVENT',
        eventId: 'event-1',
        eventType: 'NotificationRequested',
        problems: [{ code, path }],
      },
    });
    expect(ledger.notifications()).toEqual([]);
  });
});

describe('a request with a template that comes again', () => {
  it('does nothing while the first waits, however its variables and its locale are spelled', async () => {
    const two = templatesOf({
      pair: aTemplate({
        variables: { a: { kind: 'text' }, b: { kind: 'text' } },
        texts: { en: '{a} {b}' },
      }),
    });
    const { ask } = await stageWith(two);
    await ask({ id: 'pair', variables: { a: '1', b: '2' }, locale: 'de-CH' });

    const again = await ask({ id: 'pair', variables: { b: '2', a: '1' }, locale: 'de-ch' }, 'two');

    expect(again).toMatchObject({ kind: 'nothing' });
  });

  it.each<[string, object]>([
    ['another value', { ...anna, variables: { name: 'Beat' } }],
    ['another locale', { ...anna, locale: 'de' }],
  ])('with %s is refused aloud, and the first stands', async (_, template) => {
    const { ask, texts } = await stageWith();
    await ask();

    expect(await ask(template, 'two')).toMatchObject({ conclusion: { reason: 'BODY_MISMATCH' } });
    expect(texts()).toEqual(['Hello Anna.']);
  });

  it('as the very text it would have become is refused aloud', async () => {
    const { ask, request } = await stageWith();
    await ask();

    expect(await request({ text: 'Hello Anna.' }, 'two')).toMatchObject({
      conclusion: { reason: 'BODY_MISMATCH' },
    });
  });

  it.each<[string, MessageTemplates]>([
    ['says something else', templatesOf({ greeting: aTemplate({ texts: { en: 'Bye {name}.' } }) })],
    [
      'wants other variables',
      templatesOf({ greeting: aTemplate({ variables: {}, texts: { en: 'Hi.' } }) }),
    ],
    ['is gone', {}],
  ])('does nothing when its template %s meanwhile, and the first words stand', async (_, next) => {
    const { ask, deploy, texts } = await stageWith();
    await ask();
    deploy(next);

    expect(await ask(anna, 'two')).toMatchObject({ kind: 'nothing' });
    expect(texts()).toEqual(['Hello Anna.']);
  });

  it('goes on when our own write got no answer and the template is gone meanwhile', async () => {
    const { ask, deploy } = await stageWith();
    const first = await ask();
    deploy({});

    const again = await ask();

    expect(again).toEqual(first);
    expect(keyIn(again)).toBe(keyIn(first));
  });

  it('is rejected for what is wrong with it when it is no repeat', async () => {
    const { ask, texts } = await stageWith();
    await ask();

    expect(await ask({ id: 'greeting' }, 'two')).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code: 'FIELD_MISSING' }] },
    });
    expect(texts()).toEqual(['Hello Anna.']);
  });
});
