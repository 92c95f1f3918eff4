import { planRow } from '../../../cli/plan/plan-request';
import type { PlanDeps } from '../../../cli/plan/plan-request';
import { planText } from '../../../cli/plan/show-plan';
import { readRequests } from '../../../cli/plan/read-requests';
import { summarizePlan } from '../../../cli/plan/summarize-plan';
import prices from '../../../cli/prices/us-east-1.json';
import { aRequest } from '../../support/builders';
import { fixedIdentity } from '../../support/fixed-identity';
import { NOON_MS } from '../../support/fixed-clock';
import { limitsOf, NO_LIMITS } from '../../support/limits';
import { loadStage, PATIENCE_MS } from '../../support/load-stage';

const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

async function plan(details: readonly object[], change: Partial<PlanDeps> = {}) {
  const stage = await loadStage();
  const deps: PlanDeps = {
    ...stage,
    identity: fixedIdentity(),
    settings: { unknownContact: 'reject', needsDeployment: true, patienceMs: PATIENCE_MS },
    audience: { kind: 'everybody' },
    templates: {},
    limits: NO_LIMITS,
    ...change,
  };
  const rows = readRequests(details.map((detail) => JSON.stringify(detail)).join('\n'));
  const planned = await Promise.all(rows.map(async (row) => planRow(deps, row)));
  return { stage, planned };
}

const only = async (fields: object, change?: Partial<PlanDeps>) => {
  const { planned } = await plan([aRequest(fields)], change);
  return planned[0]?.forecast;
};

describe('a plan', () => {
  it('says what would be sent now, and where', async () => {
    expect(await only({})).toEqual({ kind: 'send', into: 'existing' });
  });

  it('says what would wait, for what and until when', async () => {
    const notBefore = iso(NOON_MS + DAY_MS);

    expect(await only({ notBefore })).toEqual({
      kind: 'held',
      reason: 'NOT_YET',
      until: notBefore,
    });
  });

  it('knows the quiet hours and the consent rule of the stage', async () => {
    const quietHours = { from: '08:00', to: '22:00', timeZone: 'UTC' };

    expect(await only({}, { limits: limitsOf({ quietHours }) })).toMatchObject({
      kind: 'held',
      reason: 'QUIET_HOURS',
    });
    expect(await only({}, { limits: limitsOf({ missingConsent: 'suppress' }) })).toMatchObject({
      kind: 'refused',
      reason: 'NO_CONSENT_RECORD',
    });
  });

  it('says what would be refused, why, and what to do', async () => {
    expect(await only({ contactId: 'nobody-knows' })).toMatchObject({
      kind: 'refused',
      outcome: 'REJECTED',
      reason: 'UNKNOWN_CONTACT',
    });
    expect(await only({ deliverBy: iso(NOON_MS - 1) })).toMatchObject({
      reason: 'DELIVER_BY_PASSED',
    });
  });

  it('says that a stage which rehearses would not send', async () => {
    expect(await only({}, { audience: { kind: 'nobody' } })).toMatchObject({
      kind: 'refused',
      outcome: 'SUPPRESSED',
      reason: 'SHADOW_MODE',
    });
  });

  it('writes nothing, so that planning twice says the same', async () => {
    const { stage } = await plan([aRequest(), aRequest({ contactId: 'nobody-knows' })]);

    expect(stage.ledger.notifications()).toEqual([]);
  });

  it('knows a request that has been made already', async () => {
    const { stage } = await plan([]);
    await stage.request();

    const forecast = await only({}, { ledger: stage.ledger });

    expect(forecast).toEqual({ kind: 'known' });
  });

  it('counts, and estimates minutes of the API and money for what would be sent', async () => {
    const later = { occurrence: 'later', notBefore: iso(NOON_MS + DAY_MS) };
    const { planned } = await plan([aRequest(), aRequest(later), { text: 'no contact' }]);

    const summary = summarizePlan(planned, { prices, requestsPerMinute: 300 });

    expect(summary).toMatchObject({
      requests: 3,
      counts: { send: 1, held: 1, refused: 0, known: 0, invalid: 1 },
      estimate: { genesysCalls: 4, apiMinutes: 1, currency: 'USD' },
    });
    const text = planText(planned, summary);
    expect(text).toContain('3 requests: 1 would be sent now, 1 would wait');
    expect(text).toContain('contactId: FIELD_MISSING');
    expect(text).not.toContain('no contact');
    expect(text).toContain('Nothing was written.');
  });
});
