import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { synthesizeStack } from '../support/synth';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
const sections = page.split(/^## /m).slice(1);
const headings = sections.map((section) => section.slice(0, section.indexOf('\n')));

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

it('has a heading for every alarm, and an alarm for every heading', () => {
  const alarms = Object.values(synthesizeStack().findResources('AWS::CloudWatch::Alarm'));
  const linked = alarms.map(
    ({ Properties }) => /docs\/runbook\.md#(\w+)$/.exec(Properties.AlarmDescription)?.[1],
  );

  expect(new Set(linked)).toEqual(new Set(headings.map((name) => name.toLowerCase())));
});

it.each(sections.map((section, index) => [headings[index], section]))(
  'says of %s what it means, how to see it and how to fix it, in this order',
  (_, section = '') => {
    expect(section.match(/^\*\*\w+\.\*\*/gm)).toEqual(['**Means.**', '**See.**', '**Fix.**']);
  },
);
