import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { parseStageConfig, StageConfigError } from '../../lib/config';
import { ProactiveMessaging } from '../../lib/proactive-messaging';
import { STAGE, synthesizeStack } from '../support/synth';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const NIGHT = { from: '21:00', to: '08:00', timeZone: 'Europe/Berlin' };

function refusal(settings: object): string {
  try {
    parseStageConfig('dev', { dev: { ...STAGE, ...settings } });
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('the limits of a stage', () => {
  it('are silence without consent, and no others, unless it says so', () => {
    expect(parseStageConfig('dev', { dev: STAGE })).toMatchObject({
      missingConsent: 'suppress',
      frequencyCaps: [],
      whenCapped: 'suppress',
      exemptTypes: [],
    });
    expect(parseStageConfig('dev', { dev: STAGE })).not.toHaveProperty('quietHours');
  });

  it('know the rest of quiet hours by themselves', () => {
    expect(parseStageConfig('dev', { dev: { ...STAGE, quietHours: NIGHT } }).quietHours).toEqual({
      ...NIGHT,
      days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
      spreadMinutes: 30,
      recipientTimeZone: true,
    });
  });

  it.each([
    [
      'quiet hours of a whole day',
      { quietHours: { ...NIGHT, to: '21:00' } },
      /quietHours\.to: found .* expected another time than from/,
    ],
    [
      'a zone that does not exist',
      { quietHours: { ...NIGHT, timeZone: 'Europe/Atlantis' } },
      /quietHours\.timeZone: found "Europe\/Atlantis", expected an IANA time zone/,
    ],
    [
      'a time that no clock shows',
      { quietHours: { ...NIGHT, from: '24:00' } },
      /quietHours\.from: found "24:00", expected a time of day such as "21:00"/,
    ],
    [
      'a spread that is longer than the day is open',
      { quietHours: { ...NIGHT, from: '08:20' } },
      /quietHours\.spreadMinutes: found .* expected at most the minutes between to and from/,
    ],
    [
      'quiet hours of no day',
      { quietHours: { ...NIGHT, days: [] } },
      /quietHours\.days: found \[\], expected at least one day/,
    ],
    [
      'a misspelled day',
      { quietHours: { ...NIGHT, days: ['monday'] } },
      /quietHours\.days\.0: found "monday", expected .*"mon"/,
    ],
    [
      'a misspelled setting of quiet hours',
      { quietHours: { ...NIGHT, spread: 5 } },
      /quietHours\.spread: unknown setting/,
    ],
    [
      'a cap of zero',
      { frequencyCaps: [{ max: 0, perHours: 24 }] },
      /frequencyCaps\.0\.max: found 0, expected a whole number from 1 to 50/,
    ],
    [
      'a negative cap',
      { frequencyCaps: [{ max: -1, perHours: 24 }] },
      /frequencyCaps\.0\.max: found -1, expected a whole number from 1 to 50/,
    ],
    [
      'a period of zero',
      { frequencyCaps: [{ max: 1, perHours: 0 }] },
      /frequencyCaps\.0\.perHours: found 0, expected a whole number from 1 to 2160/,
    ],
    [
      'an unknown consent rule',
      { missingConsent: 'ask' },
      /missingConsent: found "ask", expected .*"suppress" or "speak"/,
    ],
    ['an exempt type with blanks', { exemptTypes: ['one time'] }, /exemptTypes\.0: found/],
  ])('name %s', (_, settings, message) => {
    expect(refusal(settings)).toMatch(message);
  });

  it('are named as well where the construct is used without a stage', () => {
    const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Own');
    const create = () =>
      new ProactiveMessaging(stack, 'Messaging', {
        genesys: { domain: 'mypurecloud.ie' },
        frequencyCaps: [{ max: 0, perHours: 24 }],
      });

    expect(create).toThrow('frequencyCaps.0.max: found 0, expected a whole number from 1 to 50');
  });

  it('reach the functions that ask, and no others', () => {
    const frequencyCaps = [{ max: 3, perHours: 24 }];
    const template = synthesizeStack({ ...STAGE, frequencyCaps, quietHours: NIGHT });
    const told = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Environment: { Variables: { LIMITS: Match.anyValue() } } },
      }),
    ).map(({ Properties }) => Properties.Environment.Variables.LIMITS);

    expect(told).toHaveLength(4);
    expect(new Set(told).size).toBe(1);
    expect(JSON.parse(told[0])).toMatchObject({
      missingConsent: 'suppress',
      frequencyCaps,
      quietHours: NIGHT,
    });
  });
});
