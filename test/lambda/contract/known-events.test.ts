import { parseInput } from '../../../lambda/contract/problems';
import {
  conflictReportedSchema,
  knownNotificationSchema,
  ownConflictSchema,
  sessionRegisteredSchema,
} from '../../../lambda/contract/request-events';
import { KEY } from '../../support/builders';
import { threadPayload } from '../../support/genesys-events';

describe('ConversationConflict', () => {
  it("takes the thread's payload as it is", () => {
    expect(parseInput(conflictReportedSchema, threadPayload)).toEqual({
      kind: 'valid',
      value: { ...threadPayload, version: '1', type: 'default' },
    });
  });

  it.each(['webchatSessionId', 'contactId', 'text'])('needs %s', (field) => {
    const parsed = parseInput(conflictReportedSchema, { ...threadPayload, [field]: undefined });

    expect(parsed).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'FIELD_MISSING', path: field }],
    });
  });

  it.each<[string, object, string, string]>([
    ['no number', {}, 'FIELD_MISSING', 'conflict'],
    ['a number in words', { conflict: 'one' }, 'WRONG_TYPE', 'conflict'],
    ['a conflict before the first', { conflict: 0 }, 'WRONG_TYPE', 'conflict'],
  ])('of our own refuses %s', (_, fields, code, path) => {
    const parsed = parseInput(ownConflictSchema, { notificationKey: KEY, ...fields });

    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ code, path }] });
  });
});

describe('AttemptDue', () => {
  it('names a notification and nothing else', () => {
    const parsed = parseInput(knownNotificationSchema, { notificationKey: KEY, text: 'forged' });

    expect(parsed).toEqual({ kind: 'valid', value: { version: '1', notificationKey: KEY } });
  });

  it.each([
    '',
    'A'.repeat(51),
    'A'.repeat(53),
    'a'.repeat(52),
    '1'.repeat(52),
    `${'A'.repeat(51)}/`,
  ])('refuses the key %p', (notificationKey) => {
    expect(parseInput(knownNotificationSchema, { notificationKey })).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'INVALID_KEY', path: 'notificationKey' }],
    });
  });
});

describe('SessionRegistered', () => {
  it('needs a web session and a contact', () => {
    const registered = { webchatSessionId: 'web-1', contactId: 'contact-1' };

    expect(parseInput(sessionRegisteredSchema, registered)).toEqual({
      kind: 'valid',
      value: { ...registered, version: '1' },
    });
  });
});
