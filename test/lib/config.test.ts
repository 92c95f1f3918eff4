import { parseStageConfig, StageConfigError } from '../../lib/config';

const genesys = { domain: 'mypurecloud.ie' };

const TRIGGER_MISTAKES: [string, object, RegExp][] = [
  ['an unknown event', { on: 'customer.left' }, /triggers\.0\.on: found "customer\.left"/],
  ['negative minutes', { afterMinutes: -1 }, /triggers\.0\.afterMinutes: found -1, .* at least 0/],
  ['no time to live', { ttlMinutes: 0 }, /triggers\.0\.ttlMinutes: found 0, .* at least 1/],
  ['text and template', { template: { id: 'hello' } }, /triggers\.0: .*either text or template/],
  ['neither text nor template', { text: undefined }, /triggers\.0: .*either text or template/],
  ['an empty text', { text: ' ' }, /triggers\.0\.text: found " ", expected TEXT_EMPTY/],
  ['an unknown policy', { policy: { session: 'never' } }, /policy\.session: found "never"/],
  ['a misspelled setting', { afterMinute: 5 }, /triggers\.0\.afterMinute: unknown setting/],
  [
    'a field the event has not got',
    { where: { queueId: ['q'] } },
    /where without "queueId": customer\.end has .*disconnectType/,
  ],
  ['a list of no values', { where: { direction: [] } }, /where\.direction: .*at least one value/],
  ['a name with a blank', { name: 'say hello' }, /triggers\.0\.name: found "say hello"/],
];

function refusal(stage: unknown, stages: unknown): string {
  try {
    parseStageConfig(stage, stages);
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('parseStageConfig', () => {
  it('needs nothing but where Genesys is', () => {
    const config = parseStageConfig('dev', { dev: { genesys } });

    expect(config).toEqual({
      stage: 'dev',
      genesys: {
        domain: 'mypurecloud.ie',
        dialect: 'platform',
        extraEventSources: ['com.genesys.cloud'],
        requestsPerMinute: 300,
      },
      retainData: true,
      workflowType: 'EXPRESS',
      unknownContact: 'reject',
      audience: 'everybody',
      guestContactIds: [],
      triggers: [],
      stillTrue: [],
      defaultTimeZone: 'UTC',
      missingConsent: 'suppress',
      frequencyCaps: [],
      whenCapped: 'suppress',
      exemptTypes: [],
      sessionRetentionDays: 90,
      sessionStaleHours: 24,
      registrySilenceMinutes: 60,
      runbookUrl: 'docs/runbook.md',
      parkDays: 7,
    });
  });

  it('takes the two hosts of a private gateway instead of a domain', () => {
    const gateway = { apiUrl: 'https://api.gateway.test', loginUrl: 'https://login.gateway.test' };

    const config = parseStageConfig('dev', { dev: { genesys: gateway } });

    expect(config.genesys).toMatchObject(gateway);
  });

  it('accepts every stage of cdk.json', () => {
    const { context } = jest.requireActual<{
      context: { stages: Record<string, unknown> };
    }>('../../cdk.json');

    for (const stage of Object.keys(context.stages)) {
      expect(parseStageConfig(stage, context.stages).stage).toBe(stage);
    }
  });

  it('says how to name a stage when none is given', () => {
    expect(refusal(undefined, { dev: { genesys }, prod: { genesys } })).toBe(
      'no stage given: add -c stage=NAME (known stages: dev, prod)',
    );
  });

  it('lists the known stages when the named one is not among them', () => {
    expect(refusal('tset', { test: { genesys } })).toBe(
      'unknown stage "tset" (known stages: test)',
    );
  });

  it('says so when cdk.json has no stages at all', () => {
    expect(refusal('dev', undefined)).toContain('cdk.json has no context key "stages"');
  });

  it.each([
    [
      'a domain that is not a Genesys region',
      { genesys: { domain: 'genesys.example' } },
      /genesys\.domain: found "genesys\.example", expected .*"mypurecloud\.com" or .*"mypurecloud\.ie"/,
    ],
    [
      'a misspelled setting',
      { genesys, retainDate: true },
      /retainDate: unknown setting; remove it or correct its name/,
    ],
    [
      'a misspelled Genesys setting',
      { genesys: { ...genesys, dialekt: 'thread' } },
      /genesys\.dialekt: unknown setting/,
    ],
    ['no Genesys at all', {}, /genesys: found nothing, expected/],
    [
      'neither a domain nor both hosts',
      { genesys: { apiUrl: 'https://a.test' } },
      /expected either domain, or both apiUrl and loginUrl/,
    ],
    [
      'a gateway URL with a path',
      { genesys: { apiUrl: 'https://a.test/v2', loginUrl: 'https://a.test' } },
      /genesys\.apiUrl: found "https:\/\/a\.test\/v2", expected an http\(s\) URL without a path/,
    ],
    [
      'an event source that is not from Genesys',
      { genesys: { ...genesys, eventSourceName: 'aws.partner/other.com/x' } },
      /genesys\.eventSourceName: found .* expected a name that starts with aws\.partner\/genesys\.com\//,
    ],
    [
      'an extra source that AWS keeps for itself',
      { genesys: { ...genesys, extraEventSources: ['aws.mine'] } },
      /genesys\.extraEventSources\.0: found "aws\.mine", expected a source that does not start with aws\./,
    ],
    [
      'an account that is a number',
      { genesys, account: 123 },
      /account: found 123, expected string/,
    ],
    [
      'a retention of no days',
      { genesys, sessionRetentionDays: 0 },
      /sessionRetentionDays: found 0, expected >=1/,
    ],
    [
      'templates that are no path',
      { genesys, templates: { greeting: {} } },
      /templates: found \{"greeting":\{\}\}, expected string/,
    ],
    [
      'a zone nobody knows',
      { genesys, defaultTimeZone: 'Mars/Base' },
      /defaultTimeZone: found "Mars\/Base", expected an IANA time zone/,
    ],
    ...TRIGGER_MISTAKES.map(([title, trigger, message]): [string, object, RegExp] => [
      `a trigger with ${title}`,
      { genesys, triggers: [{ name: 'hello', on: 'customer.end', text: 'Hi', ...trigger }] },
      message,
    ]),
    [
      'two triggers of one name',
      {
        genesys,
        triggers: [
          { name: 'hello', on: 'customer.end', text: 'Hi' },
          { name: 'hello', on: 'customer.start', text: 'Hi' },
        ],
      },
      /triggers: .* expected a name of its own for every trigger/,
    ],
    [
      'an unknown workflow type',
      { genesys, workflowType: 'FAST' },
      /workflowType: found "FAST", expected .*"EXPRESS" or "STANDARD"/,
    ],
  ])('names stage, key, what was found and what is expected for %s', (_, settings, message) => {
    const text = refusal('dev', { dev: settings });

    expect(text).toMatch(/^stage "dev" in cdk\.json has \d+ wrong setting/);
    expect(text).toMatch(message);
  });

  it('reports every wrong setting at once', () => {
    const text = refusal('dev', { dev: { genesys, retainData: 'no', workflowType: 'FAST' } });

    expect(text).toContain('has 2 wrong setting(s)');
  });
});
