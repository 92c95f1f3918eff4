import { answerJson, startLoopbackServer } from '../support/loopback-server';
import { startOrgUnderFire } from './org-under-fire';
import type { OrgUnderFire } from './org-under-fire';
import { falsehoodIn, playSend, WAYS } from './play-send';
import type { Way } from './play-send';
import { WIRE_CASES } from './wire-cases';

/** Waiting for a deadline is slow and the same in every way: one way of each dialect does it. */
const casesFor = ({ dialect, intoExisting }: Way) =>
  WIRE_CASES.filter(({ hasty }) => !hasty || (dialect === 'platform') === intoExisting);

describe('a send over a hostile wire', () => {
  let org: OrgUnderFire;
  beforeAll(async () => {
    org = await startOrgUnderFire();
  }, 60_000);
  afterAll(() => org.close());

  describe.each(WAYS)('$name', (way) => {
    it('is accepted and received once when nothing happens', async () => {
      const played = await playSend(org, way);

      expect(played).toMatchObject({ answer: { kind: 'accepted' }, received: 1, requests: 1 });
      expect(played.answer).toHaveProperty('messageId');
    });

    it.each(casesFor(way))('says "$says" of $title', async ({ action, says, received, hasty }) => {
      const played = await playSend(org, way, { action, hasty });

      expect(falsehoodIn(played)).toBeUndefined();
      expect(played).toMatchObject({ answer: { kind: says, calls: 1 }, received, requests: 1 });
    });

    it.each([301, 302, 303, 307, 308])('does not follow a %i to another host', async (status) => {
      const elsewhere = await startLoopbackServer((response) => answerJson(response, 200, {}));
      const location = `${elsewhere.url}/api/v2/conversations/messages/agentless`;

      const played = await playSend(org, way, {
        action: { kind: 'redirect', status, location },
      });
      await elsewhere.close();

      expect(elsewhere.seen).toEqual([]);
      expect(played).toMatchObject({ answer: { kind: 'refused' }, received: 0, requests: 1 });
    });

    it('tries a refused token once more, and knows no more than the second answer', async () => {
      const tokenRefused = { kind: 'answer', status: 401, commit: 'never' as const };
      await org.misbehave({ method: 'POST', path: '/api/v2/conversations/**' }, tokenRefused);

      const played = await playSend(org, way, { action: { kind: 'reset', commit: 'before' } });

      expect(falsehoodIn(played)).toBeUndefined();
      expect(played).toMatchObject({ answer: { kind: 'unknown', calls: 2 }, received: 1 });
      expect(played.requests).toBe(2);
    });

    it('sends with a fresh token when all tokens were revoked', async () => {
      await org.openApi(way.dialect).describeToken();
      await org.revokeTokens();

      const played = await playSend(org, way);

      expect(played).toMatchObject({
        answer: { kind: 'accepted', calls: 2 },
        received: 1,
        requests: 2,
      });
    });
  });

  it('rests on this: who takes a message and then refuses it cannot be seen through', async () => {
    const action = { kind: 'answer', status: 400, commit: 'before' as const };
    const played = await playSend(org, WAYS[0]!, { action });

    expect(falsehoodIn(played)).toBe('called unsent, was received');
  });
});
