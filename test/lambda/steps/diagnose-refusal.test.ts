import type { Refusal } from '../../../lambda/domain/refusal';
import { diagnoseRefusal } from '../../../lambda/steps/diagnose-refusal';
import { aConclusion, anAttempt, aRefusal } from '../../support/builders';
import { sendStage } from '../../support/send-stage';

const WRITE = 'messaging:conversation:write';
const input = (refusal: Partial<Refusal>) => ({ ...anAttempt(), refusal: aRefusal(refusal) });

describe('diagnoseRefusal', () => {
  it('names the permission that Genesys said is missing, without asking further', async () => {
    const stage = await sendStage();
    const missing = ['conversation:message:create'];

    const output = await diagnoseRefusal(stage.deps)(
      input({ status: 403, code: 'missing.any.permissions', missing }),
    );

    expect(output).toMatchObject({
      detailType: 'NotificationRejected',
      conclusion: { reason: 'MISSING_PERMISSION', missing, correlationId: 'correlation-1' },
    });
    expect(output).toHaveProperty(
      'conclusion.nextStep',
      expect.stringContaining('conversation:message:create'),
    );
    expect(stage.conversations.calls.tokens).toBe(0);
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

  it('does nothing for a notification that is concluded', async () => {
    const stage = await sendStage();
    await stage.ledger.conclude(aConclusion(), []);

    expect(await diagnoseRefusal(stage.deps)(input({ status: 409 }))).toEqual({ kind: 'nothing' });
    expect(stage.conversations.calls.tokens).toBe(0);
  });
});
