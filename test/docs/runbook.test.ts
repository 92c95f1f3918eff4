import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { synthesizeStack } from '../support/synth';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

it('has a heading for every alarm, and an alarm for every heading', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  const alarms = Object.values(synthesizeStack().findResources('AWS::CloudWatch::Alarm'));
  const named = alarms.map(
    ({ Properties }) =>
      /docs\/runbook\.md, "(\w+)"/.exec(
        JSON.stringify(Properties.AlarmDescription).replaceAll('\\', ''),
      )?.[1],
  );

  expect(new Set(named)).toEqual(new Set(headings));
});
