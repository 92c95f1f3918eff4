import type { Refusal } from '../../../lambda/domain/refusal';
import { diagnoseRefusal } from '../../../lambda/steps/diagnose-refusal';
import { aConclusion, anAttempt, aRefusal } from '../../support/builders';
import { noteTimes, sendStage } from '../../support/send-stage';

const WRITE = 'messaging:conversation:write';
const input = (refusal: Partial<Refusal>) => ({ ...anAttempt(), refusal: aRefusal(refusal) });

describe('diagnoseRefusal', () => {
  it('names the permission that Genesys said is missing, and to whom', async () => {
    const token = { kind: 'described', scopes: [], client: 'Reminders' } as const;
    const stage = await sendStage({ token });
    const missing = ['conversation:message:create'];

    const output = await diagnoseRefusal(stage.deps)(
      input({ status: 403, code: 'missing.any.permissions', missing }),
    );

    expect(output).toMatchObject({
      detailType: 'NotificationRejected',
      mustBeHeard: true,
      conclusion: {
        reason: 'MISSING_PERMISSION',
        missing,
        oauthClient: 'Reminders',
        correlationId: 'correlation-1',
        genesysCalls: 1,
      },
    });
    expect(output).toHaveProperty(
      'conclusion.nextStep',
      expect.stringMatching(/OAuth client "Reminders" .*conversation:message:create/),
    );
  });

  it.each([
    { status: 401, code: 'bad.credentials' },
    { status: 400, code: 'invalid_client' },
    { status: 0, code: 'credentials.unreadable' },
  ])('asks no token that was refused or never existed: %p', async (refusal) => {
    const stage = await sendStage();

    await diagnoseRefusal(stage.deps)(input(refusal));

    expect(stage.conversations.calls.tokens).toBe(0);
  });

  it.each<[string, string[], number, string]>([
    ['that a scope explains', [], 3, 'MISSING_PERMISSION'],
    ['that nothing explains', [WRITE], 3, 'CONFLICT_LOOP'],
    ['that is not the last one yet', [WRITE], 2, 'CONFLICT_UNEXPLAINED'],
  ])('ends a conflict %s by what the token may do', async (_, scopes, conflicts, reason) => {
    const stage = await sendStage({
      neededScopes: [WRITE],
      token: { kind: 'described', scopes },
    });
    await noteTimes(stage, 'conflict', conflicts);

    const output = await diagnoseRefusal(stage.deps)(
      input({ status: 409, code: 'request.conflict' }),
    );

    expect(output).toMatchObject({ conclusion: { reason } });
  });

  it('asks the token about a conflict and finds the scope behind it', async () => {
    const stage = await sendStage({
      neededScopes: [WRITE],
      token: { kind: 'described', scopes: [] },
    });

    const output = await diagnoseRefusal(stage.deps)(
      input({ status: 409, code: 'request.conflict' }),
    );

    expect(output).toMatchObject({
      conclusion: { reason: 'MISSING_PERMISSION', missing: [WRITE], genesysCalls: 1 },
    });
  });

  it('parks a conflict that nothing explains', async () => {
    const stage = await sendStage({ neededScopes: [WRITE], token: { kind: 'unreadable' } });

    const output = await diagnoseRefusal(stage.deps)(
      input({ status: 409, code: 'request.conflict' }),
    );

    expect(output).toMatchObject({
      conclusion: { outcome: 'PARKED', reason: 'CONFLICT_UNEXPLAINED' },
    });
  });

  it('keeps the codes it decided on in the record, after what came before', async () => {
    const stage = await sendStage();
    const before = { at: '2026-09-20T12:00:00.000Z', step: 'Post message', decision: 'refused' };

    await diagnoseRefusal(stage.deps)({ ...input({ status: 422 }), decisions: [before] });

    expect(stage.ledger.notifications()).toMatchObject([
      {
        decisions: [
          before,
          {
            step: 'Diagnose refusal',
            decision: 'REQUEST_REFUSED',
            evidence: { status: 422, code: 'invalid.value', token: 'unreadable' },
          },
        ],
      },
    ]);
  });

  it('tells the outcome of a notification that is concluded, and asks nobody', async () => {
    const stage = await sendStage();
    await stage.ledger.conclude(aConclusion(), []);

    const output = await diagnoseRefusal(stage.deps)(input({ status: 409 }));

    expect(output).toEqual({
      isRepeat: true,
      kind: 'concluded',
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: aConclusion(),
    });
    expect(stage.conversations.calls.tokens).toBe(0);
  });
});
