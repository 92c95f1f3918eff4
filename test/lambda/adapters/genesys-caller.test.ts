import {
  toPreflightAnswer,
  toRefusal,
  toSendAnswer,
} from '../../../lambda/adapters/genesys-caller';
import type { Exchange } from '../../../lambda/domain/answer';
import { aString } from '../../support/anything';
import { startSimulatedGenesys } from '../../support/simulated-genesys';
import type { SimulatedGenesys } from '../../support/simulated-genesys';

const ME = '/api/v2/tokens/me';
const get = { method: 'GET', path: ME } as const;
const CANARY = 'Your order is late.';

describe('createGenesysCaller', () => {
  let genesys: SimulatedGenesys;
  beforeEach(async () => {
    genesys = await startSimulatedGenesys();
  });
  afterEach(() => genesys.close());

  it('calls with a token and tells the correlation id', async () => {
    const answer = await genesys.caller().call(get);

    expect(answer).toMatchObject({
      kind: 'exchanged',
      exchange: { kind: 'answered', status: 200 },
      calls: 1,
      correlationId: aString,
    });
    expect(answer).not.toHaveProperty('accessToken');
  });

  it('tries a refused token once more with a fresh one', async () => {
    const { call } = genesys.caller();
    await call(get);
    await genesys.revokeTokens();

    expect(await call(get)).toMatchObject({ exchange: { status: 200 }, calls: 2 });
    expect((await genesys.requests()).map(({ status }) => status)).toEqual([200, 401, 200]);
  });

  it('does not try a third time', async () => {
    await genesys.fault('GET', ME, { kind: 'answer', status: 401, body: {} }, 9);

    expect(await genesys.caller().call(get)).toMatchObject({ exchange: { status: 401 }, calls: 2 });
    expect(await genesys.requests()).toHaveLength(2);
  });

  it.each([408, 429, 500, 503])('does not try again after %i', async (status) => {
    await genesys.fault('GET', ME, { kind: 'answer', status, body: {} }, 9);

    expect(await genesys.caller().call(get)).toMatchObject({ exchange: { status }, calls: 1 });
    expect(await genesys.requests()).toHaveLength(1);
  });

  it('calls nobody when the login host refuses the client', async () => {
    const answer = await genesys.caller({ clientSecret: 'wrong' }).call(get);

    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { status: 401, code: 'invalid_client' },
      calls: 0,
    });
    expect(await genesys.requests()).toEqual([]);
  });
});

const answered = (status: number, body?: unknown, headers = {}): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body,
});
const exchanged = (exchange: Exchange) => ({ kind: 'exchanged', exchange }) as const;

const readSent = () => ({ messageId: 'm-1' });
const readActive = () => ({ kind: 'found', conversation: { kind: 'active' } }) as const;
const refusalOf = (body: unknown) =>
  toRefusal({ kind: 'answered', status: 403, headers: { 'inin-correlation-id': 'c-1' }, body });

describe('toSendAnswer', () => {
  it.each<[string, Exchange, object]>([
    ['a 200', answered(200, {}), { kind: 'accepted', messageId: 'm-1' }],
    ['a 202 without body', answered(202), { kind: 'accepted', messageId: 'm-1' }],
    [
      'a 400',
      answered(400, { code: 'x' }),
      { kind: 'refused', refusal: { status: 400, code: 'x' } },
    ],
    ['a redirect', answered(307), { kind: 'refused', refusal: { status: 307, code: 'none' } }],
    [
      'a 429',
      answered(429, {}, { 'retry-after': '9' }),
      { kind: 'unavailable', retryAfterSeconds: 9 },
    ],
    ['a 503', answered(503), { kind: 'unknown', cause: 'HTTP_503' }],
    ['a 408', answered(408), { kind: 'unknown', cause: 'HTTP_408' }],
    [
      'a lost answer',
      { kind: 'noAnswer', cause: 'DEADLINE' },
      { kind: 'unknown', cause: 'DEADLINE' },
    ],
    ['no connection', { kind: 'notSent', cause: 'ECONNREFUSED' }, { kind: 'unavailable' }],
  ])('tells what %s means', (_, exchange, answer) => {
    expect(toSendAnswer(exchanged(exchange), readSent)).toMatchObject(answer);
  });
});

describe('toPreflightAnswer', () => {
  it.each<[string, Exchange, object]>([
    ['a 200', answered(200, {}), { kind: 'found' }],
    ['a 404', answered(404), { kind: 'notFound' }],
    ['a 400', answered(400), { kind: 'refused' }],
    ['a 401', answered(401), { kind: 'refused' }],
    ['a 403', answered(403), { kind: 'refused' }],
    [
      'a 429',
      answered(429, {}, { 'retry-after': '5' }),
      { kind: 'unavailable', retryAfterSeconds: 5 },
    ],
    ['a 500', answered(500), { kind: 'unavailable', cause: 'HTTP_500' }],
    ['a redirect', answered(307), { kind: 'unavailable', cause: 'HTTP_307' }],
    ['a lost answer', { kind: 'noAnswer', cause: 'ECONNRESET' }, { kind: 'unavailable' }],
  ])('tells what %s means', (_, exchange, answer) => {
    expect(toPreflightAnswer(exchanged(exchange), readActive)).toMatchObject(answer);
  });
});

describe('toRefusal', () => {
  it('keeps codes, ids and the permissions a sentence names', () => {
    const body = {
      code: 'missing.any.permissions',
      message: `Cannot send "${CANARY}". You need one of [conversation:message:create, conversation:webmessaging:create]`,
    };

    expect(refusalOf(body)).toEqual({
      status: 403,
      code: 'missing.any.permissions',
      correlationId: 'c-1',
      missing: ['conversation:message:create', 'conversation:webmessaging:create'],
    });
  });

  it.each([undefined, null, 'busy', [], 7, { code: 7 }, { message: CANARY }])(
    'makes do with a body of another shape: %p',
    (body) => {
      expect(refusalOf(body)).toMatchObject({ status: 403, code: 'none', missing: [] });
    },
  );
});
