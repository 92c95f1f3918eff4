import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import { createPlatformConversationApi } from '../../lambda/adapters/platform-conversation-api';
import { createSecretReader } from '../../lambda/adapters/secret-reader';
import { createThreadConversationApi } from '../../lambda/adapters/thread-conversation-api';
import { diagnoseRefusal } from '../../lambda/steps/diagnose-refusal';
import { ingestEvents } from '../../lambda/steps/ingest-events';
import { loadSession } from '../../lambda/steps/load-session';
import { postMessage } from '../../lambda/steps/post-message';
import { preflightConversation } from '../../lambda/steps/preflight-conversation';
import { reconcile } from '../../lambda/steps/reconcile';
import {
  answered,
  BROKEN_LEDGERS,
  CANARIES,
  NESTED,
  SECRET,
  tableThat,
  TOKEN,
  VALUES,
} from './broken-ledgers';
import { CONTACT, TEXTS } from './canaries';
import { scanForCanaries, sourceOf } from './canary-scan';
import { NO_CONDITIONS } from '../support/conditions';
import { NO_LIMITS } from '../support/limits';
import { whatIsLeftOf } from './left-behind';
import { aPermit, noLimit } from '../support/no-limit';

const clock = { nowMs: Date.now };
const hitsIn = (written: string) => scanForCanaries(CANARIES, [sourceOf('error', written)]);
const key = 'A'.repeat(52);
const attempt = { notificationKey: key, route: {}, decisions: [] };

describe('what adapters and steps leave behind', () => {
  describe.each(BROKEN_LEDGERS)('a ledger with %s', (_, answer) => {
    const ledger = createDynamoDbLedger(tableThat(answer), clock.nowMs);
    const unused = {
      conversations: {
        neededScopes: [],
        prepare: async () => Promise.resolve({ kind: 'ready', permits: [aPermit()] } as const),
        fetchConversation: () => Promise.reject(new Error('unused')),
        sendIntoConversation: () => Promise.reject(new Error('unused')),
        startConversation: () => Promise.reject(new Error('unused')),
        sendByChannel: () => Promise.reject(new Error('unused')),
        listMessages: () => Promise.reject(new Error('unused')),
        describeToken: () => Promise.reject(new Error('unused')),
      },
      identity: { newOwner: () => 'owner', keyedHash: async () => Promise.resolve(key) },
      sessions: {
        findByConversation: async () => Promise.resolve([]),
        findByWebchatSession: async () => Promise.resolve([]),
        findByContact: async () => Promise.resolve([]),
        survivorOf: async (contactId: string) => Promise.resolve(contactId),
      },
      killSwitch: { fetchPause: async () => Promise.resolve({ everything: false, types: [] }) },
      audience: { kind: 'everybody' } as const,
      conditions: NO_CONDITIONS,
      limits: NO_LIMITS,
      settings: { unknownContact: 'startNew', needsDeployment: false, patienceMs: 1 } as const,
      templates: {},
      sleep: async () => Promise.resolve(),
      sendDeadlineMs: 1,
      leaseMs: 1,
      clock,
      ledger,
    };
    const event = { 'detail-type': 'AttemptDue', detail: { notificationKey: key } };

    it.each([
      ['Load session', () => loadSession(unused)({ executionName: 'e', event })],
      ['Preflight conversation', () => preflightConversation(unused)(attempt, () => 30_000)],
      ['Post message', () => postMessage(unused)(attempt, () => 30_000)],
      ['Reconcile', () => reconcile(unused)({ notificationKey: key })],
      [
        'Diagnose refusal',
        () =>
          diagnoseRefusal(unused)({ ...attempt, refusal: { status: 403, code: 'x', missing: [] } }),
      ],
      ['the slots', () => ledger.fetchSlot('r')],
    ])('makes %s tell no text', async (_name, call) => {
      expect(hitsIn(await whatIsLeftOf(call))).toEqual([]);
    });

    it.each([
      ['Load session', () => loadSession(unused)({ executionName: NESTED, event: NESTED })],
      [
        'Load session, in its event',
        () =>
          loadSession(unused)({
            executionName: 'e',
            event: { 'detail-type': 'NotificationRequested', detail: NESTED },
          }),
      ],
      ['Preflight conversation', () => preflightConversation(unused)(NESTED, () => 30_000)],
      ['Post message', () => postMessage(unused)({ ...NESTED, route: NESTED }, () => 1)],
      ['Reconcile', () => reconcile(unused)(VALUES)],
      ['Diagnose refusal', () => diagnoseRefusal(unused)({ ...attempt, refusal: NESTED })],
      [
        'Ingest events',
        () =>
          ingestEvents({
            sessions: {
              keep: () => Promise.reject(new Error(VALUES.join())),
            },
            unreadable: { keep: () => Promise.reject(new Error(VALUES.join())) },
            clock: { nowMs: () => 0 },
            settings: { contactMergeTopic: '' },
            recipients: {
              changePreference: () => Promise.reject(new Error(VALUES.join())),
              fetchPreferences: () => Promise.reject(new Error(VALUES.join())),
            },
            identity: unused.identity,
            log: () => undefined,
          })(NESTED),
      ],
    ])('makes %s tell no text of an input that is garbage', async (_name, call) => {
      expect(hitsIn(await whatIsLeftOf(call))).toEqual([]);
    });
  });

  const quoting = {
    code: TEXTS[0]?.value,
    message: VALUES.join(' '),
    error: SECRET.value,
    error_description: SECRET.value,
    details: VALUES,
  };
  const statuses = [200, 307, 400, 401, 403, 404, 409, 429, 500, 503];
  const message = { contactId: CONTACT.value, text: TEXTS[4]?.value ?? '', senderId: 'bot-1' };

  describe.each(statuses)('a Genesys that quotes everything with a %i', (status) => {
    const send = async () => Promise.resolve(answered(status, quoting));
    const tokens = {
      getToken: async () => Promise.resolve({ kind: 'token', accessToken: TOKEN.value } as const),
      discard: async () => Promise.resolve(),
    };
    const pacer = noLimit;
    const apiUrl = 'http://genesys.invalid';
    const caller = createGenesysCaller({ apiUrl, tokens, send, pacer, maxWaitMs: 0 });

    it.each([
      ['platform', createPlatformConversationApi(caller)],
      ['thread', createThreadConversationApi(caller)],
    ])('is not quoted by the %s adapter', async (_name, api) => {
      const left = await Promise.all([
        whatIsLeftOf(() => api.sendIntoConversation({ ...message, conversationId: 'c-1' })),
        whatIsLeftOf(() => api.startConversation(message)),
        whatIsLeftOf(() => api.fetchConversation('c-1')),
        whatIsLeftOf(() => api.listMessages('c-1')),
        whatIsLeftOf(() => api.describeToken()),
      ]);

      expect(hitsIn(left.join('\n'))).toEqual([]);
    });

    it('is not quoted when it is the login host', async () => {
      const secret = JSON.stringify({ clientId: 'client', clientSecret: SECRET.value });
      const readSecret = async () => Promise.resolve(secret);
      const request = createTokenRequester({
        loginUrl: 'http://login.invalid',
        readSecret,
        send,
        pacer,
        clock,
      });

      expect(hitsIn(await whatIsLeftOf(request))).toEqual([]);
    });
  });

  it.each([
    ['no text', { SecretString: 7, other: SECRET.value }],
    ['a list', [SECRET.value]],
    ['nothing', { other: SECRET.value }],
  ])('a secret that is %s is not told by its reader', async (_, body) => {
    const read = createSecretReader(async () => Promise.resolve({ kind: 'done', body } as const));

    expect(hitsIn(await whatIsLeftOf(() => read('arn')))).toEqual([]);
  });

  it.each([
    ['its message', () => new Error(VALUES.join('\n'))],
    ['a field', () => Object.assign(new Error('no'), { input: NESTED })],
    ['a hidden field', () => Object.defineProperty(new Error('no'), 'input', { value: NESTED })],
    ['its cause', () => new Error('no', { cause: new Error('why', { cause: NESTED }) })],
    ['one of many', () => new AggregateError([new Error(VALUES.join('\n'))])],
  ])('would be caught: an error that carries the text in %s', async (_, toError) => {
    const left = await whatIsLeftOf(() => Promise.reject(toError()));

    expect(new Set(hitsIn(left).map(({ canary }) => canary))).toEqual(
      new Set(CANARIES.map(({ name }) => name)),
    );
  });
});
