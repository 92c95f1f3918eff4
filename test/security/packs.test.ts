import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { listAcknowledgements } from './acknowledged';
import { runPacks, staleAcknowledgements } from './packs';
import { synthesizeForReview } from './reviewed-stack';

const { app, template } = synthesizeForReview();
const results = runPacks(app, template);
const acknowledgements = listAcknowledgements(app);

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the security packs', () => {
  it('are six public ones and our own', () => {
    expect(results.map(({ pack }) => pack)).toEqual([
      'AwsSolutions',
      'Serverless',
      'HIPAA.Security',
      'NIST.800.53.R4',
      'NIST.800.53.R5',
      'PCI.DSS.321',
      'ProactiveMessaging',
    ]);
  });

  it.each(results)('$pack finds nothing that is not acknowledged', ({ unacknowledged }) => {
    expect(unacknowledged).toEqual([]);
  });

  it('find everything that is acknowledged', () => {
    expect(staleAcknowledgements(app, results)).toEqual([]);
    expect(acknowledgements.length).toBe(
      results.reduce((sum, { findings }) => sum + findings.length, 0),
    );
  });

  it('are acknowledged on single resources only, each with a reason', () => {
    expect(acknowledgements.filter(({ isExact }) => !isExact)).toEqual([]);
    expect(acknowledgements.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  it('are never acknowledged where they are our own', () => {
    expect(acknowledgements.filter(({ id }) => id.startsWith('ProactiveMessaging'))).toEqual([]);
  });
});
