import { startOrgUnderFire } from './org-under-fire';
import type { OrgUnderFire } from './org-under-fire';
import { falsehoodIn, playSend, WAYS } from './play-send';
import { BARE_REFUSALS, DECLARED, DOUBTFUL, kindIn } from './status-cases';

const answer = (status: number, fields: object = {}) => ({ kind: 'answer', status, ...fields });
const errorBody = (status: number, code: string) => ({
  message: 'No.',
  code,
  status,
  messageParams: {},
  contextId: 'f3ac4404-283d-4d98-8b70-b75c4891d2ef',
  details: [],
  errors: [],
});

describe('a send that meets a status', () => {
  let org: OrgUnderFire;
  beforeAll(async () => {
    org = await startOrgUnderFire();
  }, 60_000);
  afterAll(() => org.close());

  describe.each(WAYS)('$name', (way) => {
    it.each(DECLARED)('knows what $status $code means', async (declared) => {
      const { status, code } = declared;
      const action = answer(status, { body: errorBody(status, code) });
      const requests = status === 401 ? 2 : 1;

      const played = await playSend(org, way, { action, times: requests });

      expect(falsehoodIn(played)).toBeUndefined();
      expect(played.answer.kind).toBe(kindIn(declared, way));
      expect(played).toMatchObject({ answer: { calls: requests }, received: 0, requests });
    });

    it.each(BARE_REFUSALS)('takes a bare %i as not sent', async (status) => {
      const played = await playSend(org, way, { action: answer(status, { body: '<html>' }) });

      expect(['refused', 'conflict']).toContain(played.answer.kind);
      expect(played).toMatchObject({ received: 0, requests: 1 });
    });
  });

  describe.each(DOUBTFUL)('%i', (status) => {
    it.each(['before', 'never'] as const)(
      'is a doubt when the message takes effect %s its answer',
      async (commit) => {
        const action = { ...answer(status, { body: errorBody(status, 'x') }), commit };
        const played = await playSend(org, WAYS[status % WAYS.length]!, { action });

        expect(played).toMatchObject({
          answer: { kind: 'unknown', cause: `HTTP_${status}`, calls: 1 },
          received: commit === 'never' ? 0 : 1,
          requests: 1,
        });
      },
    );
  });

  it.each([
    ['no header', undefined, 3],
    ['seconds', '7', 7],
    ['seconds between blanks', ' 7 ', 7],
    ['a fraction', '1.2', 2],
    ['zero', '0', 1],
    ['a negative number', '-7', 1],
    ['a negative eternity', '-1e300', 1],
    ['three minutes', '180', 180],
    ['a quarter of an hour', '900', 900],
    ['a day', '86400', 900],
    ['more seconds than there are', '9'.repeat(400), 3],
    ['a number with an exponent', '1e9', 900],
    ['a far date', 'Wed, 21 Oct 2099 07:28:00 GMT', 900],
    ['a past date', 'Wed, 21 Oct 1970 07:28:00 GMT', 1],
    ['a word', 'soon', 3],
    ['two values', '5, 9', 3],
  ])(
    'waits as long as it is asked to, within reason, when Retry-After is %s',
    async (_, header, seconds) => {
      const headers = header === undefined ? {} : { 'retry-after': header };
      const played = await playSend(org, WAYS[0]!, { action: answer(429, { headers }) });

      expect(played).toMatchObject({
        answer: { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: seconds },
        received: 0,
        requests: 1,
      });
    },
  );

  it.each(WAYS.filter(({ intoExisting }) => !intoExisting))(
    'is told by Genesys itself that a conversation is live ($name)',
    async (way) => {
      const played = await playSend(org, way, { hasConversation: true });

      expect(played).toMatchObject({ answer: { kind: 'conflict' }, received: 0, requests: 1 });
    },
  );

  it.each(WAYS)('does not take an honest refusal for lost when it is late ($name)', async (way) => {
    const honest = { kind: 'delay', ms: 30, commit: 'before' } as const;
    const played = await playSend(org, way, { action: honest, hasConversation: true });

    expect(falsehoodIn(played)).toBeUndefined();
    expect(played.answer.kind).toBe(way.intoExisting ? 'accepted' : 'conflict');
  });
});
