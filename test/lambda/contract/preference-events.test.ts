import { preferenceChangedSchema } from '../../../lambda/contract/preference-events';
import { parseInput } from '../../../lambda/contract/problems';

const parse = (fields: object) =>
  parseInput(preferenceChangedSchema, {
    contactId: 'contact-1',
    changedAt: '2026-09-20T12:00:00.123Z',
    ...fields,
  });

describe('RecipientPreferenceChanged', () => {
  it.each([
    { consent: 'optedIn' },
    { consent: 'optedOut' },
    { timeZone: 'America/Argentina/Ushuaia' },
    { locale: 'de' },
    { locale: 'zh-Hant-TW' },
    { consent: 'optedIn', timeZone: 'UTC', locale: 'en-GB' },
  ])('may say %j', (fields) => {
    expect(parse(fields)).toMatchObject({ kind: 'valid', value: fields });
  });

  it.each([
    ['contactId', { contactId: undefined, consent: 'optedIn' }, 'FIELD_MISSING'],
    ['contactId', { contactId: 'a/b', consent: 'optedIn' }, 'INVALID_ID'],
    ['changedAt', { changedAt: undefined, consent: 'optedIn' }, 'FIELD_MISSING'],
    ['changedAt', { changedAt: 'yesterday', consent: 'optedIn' }, 'INVALID_TIME'],
    ['consent', { consent: 'maybe' }, 'UNKNOWN_CONSENT'],
    ['timeZone', { timeZone: 'Europe/Atlantis' }, 'UNKNOWN_TIME_ZONE'],
    ['timeZone', { timeZone: '+02:00' }, 'UNKNOWN_TIME_ZONE'],
    ['locale', { locale: 'deutsch_AT' }, 'INVALID_LOCALE'],
    ['version', { version: '2', consent: 'optedIn' }, 'UNKNOWN_VERSION'],
    ['$', {}, 'NOTHING_SAID'],
  ])('is refused for its %s: %j', (path, fields, code) => {
    const parsed = parse(fields);

    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ code, path }] });
  });
});
