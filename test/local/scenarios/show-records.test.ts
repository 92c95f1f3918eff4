import { PassThrough } from 'node:stream';
import { scenarioDocument, showRecords } from '../../../local/scenarios/show-records';
import type { ScenarioReport } from '../../../local/scenarios/show-records';
import type { StepReport } from '../../../local/story/story-report';
import { KEY } from '../../support/builders';
import { NOON } from '../../support/fixed-clock';

const step = (ok: boolean): StepReport => ({
  name: 'kill-switch',
  title: 'Sending is paused',
  ok,
  ms: 5,
  lines: [],
  checks: [],
});

const shown = (report: ScenarioReport): string => {
  const stream = new PassThrough();
  showRecords(report, stream);
  return String(stream.read());
};

const record = {
  notificationKey: KEY,
  state: 'HELD',
  decisions: [
    { at: NOON, step: 'Load session', decision: 'PAUSED', evidence: { correlationId: 'c-1' } },
  ],
};

describe('the end of a scenario', () => {
  it('shows the decision record of each notification: when, where, what, on what evidence', () => {
    const text = shown({ steps: [step(true)], records: [record] });

    expect(text).toContain(`${KEY} is HELD`);
    expect(text).toMatch(/2026.*Load session.*PAUSED.*correlationId c-1/);
    expect(text).toContain('Everything went as promised.');
  });

  it('says so when anything went otherwise', () => {
    const report = { steps: [step(false)], records: [] };

    expect(shown(report)).toContain('NOT as promised');
    expect(scenarioDocument(report)).toMatchObject({ ok: false });
  });

  it('tells what kept it from being played, and what to do', () => {
    const failure = { code: 'PORT_IN_USE', message: 'Port 1 is in use.', nextStep: 'Choose one.' };
    const report = { steps: [], records: [], failure };

    expect(shown(report)).toContain('PORT_IN_USE: Port 1 is in use.\nChoose one.');
    expect(scenarioDocument(report)).toMatchObject({ ok: false, error: failure });
  });
});
