import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, writeBundle } from '../../lib/lambda-bundle';
import { TemplateFileError } from '../../lib/template-file';
import { STAGE, synthesizeStack } from '../support/synth';
import { NO_LIMITS } from '../support/limits';

const folder = mkdtempSync(join(tmpdir(), 'shipped-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
  CloudAssembly.cleanupTemporaryDirectories();
});

/** Loads a bundle as Lambda does, in a process of its own. */
function loadBundle(directory: string): string {
  const environment = {
    LEDGER_TABLE_NAME: 'ledger',
    METRICS_NAMESPACE: 'metrics',
    SESSIONS_TABLE_NAME: 'sessions',
    KEY_PEPPER_SECRET_ARN: 'pepper',
    DEFAULT_DEPLOYMENT_ID: '',
    UNKNOWN_CONTACT: 'reject',
    DEFAULT_TIME_ZONE: 'UTC',
    LIMITS: JSON.stringify(NO_LIMITS),
    PARK_DAYS: '7',
    GENESYS_DIALECT: 'platform',
    AWS_REGION: 'eu-central-1',
  };
  const code = `process.stdout.write(typeof require(${JSON.stringify(join(directory, 'index.js'))}).handler)`;
  return execFileSync(process.execPath, ['-e', code], {
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

describe('the templates of a stage', () => {
  const app = new App({ outdir: join(folder, 'assembly') });
  const texts = ['{"a":{"defaultLocale":"en","variables":{},"texts":{"en":"One."}}}', '{}'];
  for (const [index, text] of texts.entries()) {
    new LambdaFunction(new Stack(app, `Stage${index}`), 'LoadSession', {
      code: bundleHandler('load-session', { 'templates.json': text }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
  }
  app.synth();
  const directories = readdirSync(app.outdir)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(app.outdir, name));

  it('stand beside the bundle that fills them, each stage with its own', () => {
    const shipped = directories.map((one) => readFileSync(join(one, 'templates.json'), 'utf8'));

    expect(shipped.toSorted()).toEqual(texts.toSorted());
  });

  it('are found there when the function starts', () => {
    expect(directories.map(loadBundle)).toEqual(['function', 'function']);
  });

  it('are missed at the start, not at the first request, if they were forgotten', () => {
    const bare = join(folder, 'bare');
    writeBundle('load-session', bare);

    expect(() => loadBundle(bare)).toThrow(/templates\.json/);
  });

  it('stop the synthesis when something is wrong with them', () => {
    const broken = { ...STAGE, templates: join(folder, 'missing.json') };

    expect(() => synthesizeStack(broken)).toThrow(TemplateFileError);
  });
});
