import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf, reviewText } from './report';
import type { Review } from './report';
import { lintTemplate } from './template-lint';

const finding = { rule: 'AwsSolutions-SQS4', path: 'Stack/Queue/Resource', description: 'No TLS.' };
const acknowledgement = { id: 'AwsSolutions-SQS3', path: 'Stack/Queue', reason: 'It is the end.' };

const CLEAN: Review = {
  packs: [{ pack: 'AwsSolutions', findings: [finding], unacknowledged: [] }],
  acknowledgements: [{ ...acknowledgement, isExact: true }],
  stale: [],
  roles: [{ role: 'Workflow', requests: 9, allowed: 2, deviations: [] }],
  actions: 3,
  lint: { kind: 'absent' },
};

describe('a review', () => {
  it('of a clean stack has counts and reasons and no fault, and says what did not run', () => {
    const text = reviewText(CLEAN);

    expect(faultsOf(CLEAN)).toEqual([]);
    expect(text).toMatch(/AwsSolutions\s+│ 1\s+│ 1\s+│ 0 /);
    expect(text).toContain('It is the end.');
    expect(text).toMatch(/Workflow\s+│ 9\s+│ 2\s+│ 7\s+│ 0 /);
    expect(text).toContain('cfn-lint is not installed here');
    expect(text).toMatch(/Nothing is wrong\.$/);
  });

  it.each<[string, Partial<Review>, RegExp]>([
    [
      'a finding that nobody acknowledged',
      { packs: [{ pack: 'AwsSolutions', findings: [finding], unacknowledged: [finding] }] },
      /AwsSolutions-SQS4 at Stack\/Queue\/Resource: No TLS\./,
    ],
    [
      'an acknowledgement of nothing',
      { stale: [{ ...acknowledgement, isExact: true }] },
      /AwsSolutions-SQS3 at Stack\/Queue is acknowledged, and nobody finds it/,
    ],
    [
      'an acknowledgement above a single resource',
      { acknowledgements: [{ ...acknowledgement, isExact: false }] },
      /acknowledged for more than one resource/,
    ],
    [
      'a right that is not written down',
      {
        roles: [
          {
            role: 'Workflow',
            requests: 1,
            allowed: 1,
            deviations: [
              { role: 'Workflow', action: 'sqs:PurgeQueue', resource: 'Queue', is: 'allowed' },
            ],
          },
        ],
      },
      /Workflow is allowed sqs:PurgeQueue on Queue/,
    ],
    [
      'what cfn-lint calls an error',
      { lint: { kind: 'checked', errors: ['template.json:E3002: wrong'] } },
      /E3002: wrong/,
    ],
  ])('names %s', (_what, change, fault) => {
    const review = { ...CLEAN, ...change };

    expect(faultsOf(review)).toEqual([expect.stringMatching(fault)]);
    expect(reviewText(review)).toMatch(/1 faults\.$/);
  });
});

describe('cfn-lint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A command in its place: it says what it is told to, and fails as it is told to. */
  const command = (name: string, script: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${script}\n`, { mode: 0o755 });
    return file;
  };

  it('is reported as absent where it is not installed', () => {
    expect(lintTemplate({}, join(folder, 'nothing-here'))).toEqual({ kind: 'absent' });
  });

  it('has its errors told and its warnings left out', () => {
    const output = 'echo "t.json:1:1:1:1:E3002:wrong"; echo "t.json:1:1:1:1:W3005:odd"; exit 2';

    expect(lintTemplate({}, command('errors', output))).toEqual({
      kind: 'checked',
      errors: ['t.json:1:1:1:1:E3002:wrong'],
    });
  });

  it('is no success when it fails for another reason', () => {
    const result = lintTemplate({}, command('broken', 'echo "no module" >&2; exit 1'));

    expect(result).toEqual({ kind: 'checked', errors: [expect.stringContaining('no module')] });
  });

  it('passes a template without errors', () => {
    expect(lintTemplate({}, command('fine', 'exit 0'))).toEqual({ kind: 'checked', errors: [] });
  });
});
