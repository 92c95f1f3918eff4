import type { Emulator } from '../../local/cloud/emulator';
import { startTestEmulator } from '../support/emulator-config';
import { runKills } from './run-kills';
import type { KillsReport } from './run-kills';
import { SCENARIOS } from './scenarios';
import { toTable } from './summary';
import { bundleWorker } from './worker-bundle';

/** Together they pass every call. */
const PLAYED = [
  'platform, existing, token revoked',
  'platform, new, token revoked',
  'platform, refused',
  'platform, throttled',
];

describe('a worker that is killed', () => {
  const bundle = bundleWorker();
  let emulator: Emulator;
  let report: KillsReport;
  beforeAll(async () => {
    emulator = await startTestEmulator();
    report = await runKills({
      emulator,
      bundle,
      seed: 'every label',
      until: 'every label',
      scenarios: SCENARIOS.filter(({ name }) => PLAYED.includes(name)),
    });
  }, 90_000);
  afterAll(async () => {
    bundle.remove();
    await emulator.stop();
  });

  it('dies before, in and after every call at least once', () => {
    expect(report.untouched).toEqual([]);
    expect(Object.keys(report.killsByLabel)).toContain('http.POST during');
    expect(Object.keys(report.killsByLabel)).toContain('conversations.listMessages before');
    expect(report.kills).toBeGreaterThanOrEqual(Object.keys(report.killsByLabel).length);
  });

  it('never makes a customer get a message twice, an outcome untrue or a notification endless', () => {
    expect(report.violations).toEqual([]);
  });

  it('is counted where it died', () => {
    expect(toTable(report)).toContain(`${report.kills} SIGKILLs`);
  });
});
