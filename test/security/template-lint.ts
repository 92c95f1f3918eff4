import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What cfn-lint says of a template; it is a Python tool that not everybody has. */
export type LintResult =
  { readonly kind: 'absent' } | { readonly kind: 'checked'; readonly errors: readonly string[] };

/** Has cfn-lint look at a template. Only errors count: CDK writes things that it warns of. */
export function lintTemplate(template: unknown, command = 'cfn-lint'): LintResult {
  const probe = spawnSync(command, ['--version']);
  if (probe.error !== undefined || probe.status !== 0) return { kind: 'absent' };
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  try {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const options = ['--non-zero-exit-code', 'error', '--format', 'parseable', '--'];
    const { status, stdout, stderr } = spawnSync(command, [...options, file], {
      encoding: 'utf8',
    });
    if (status === 0) return { kind: 'checked', errors: [] };
    const errors = stdout.split('\n').filter((line) => /:E\d{4}:/.test(line));
    // It failed without a finding: what it says of itself is then the finding.
    return { kind: 'checked', errors: errors.length > 0 ? errors : [`cfn-lint: ${stderr}`] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
