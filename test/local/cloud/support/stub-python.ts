import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StubPythonOptions {
  readonly name?: string;
  readonly version?: string;
  /** Shell lines that run in place of `python -m venv`. */
  readonly venv?: string;
  /** Shell lines that run in place of `pip install`. */
  readonly pip?: string;
}

/** A folder for PATH with a `python3` that only pretends; it notes what it was asked to do. */
export interface StubPython {
  readonly environment: NodeJS.ProcessEnv;
  calls(): string[];
}

/** Puts a pretended Python into `folder`; without options it is new enough and installs at once. */
export function stubPython(folder: string, options: StubPythonOptions = {}): StubPython {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'calls.log');
  const path = join(folder, options.name ?? 'python3');
  writeFileSync(log, '');
  writeFileSync(path, script(log, options));
  chmodSync(path, 0o755);
  return {
    environment: { PATH: folder },
    calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
  };
}

function script(log: string, options: StubPythonOptions): string {
  // Arguments: -c <code>, or <dies-with-parent.py> - <module> <its arguments>
  return `#!/bin/sh
PATH=/usr/bin:/bin
if [ "$1" = -c ]; then
  printf '%s\\n%s\\n' '${options.version ?? '3.12.1'}' "$0"
  exit 0
fi
echo "$3" >> '${log}'
case "$3" in
  venv)
    ${options.venv ?? ':'}
    mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  pip)
    ${options.pip ?? ':'} ;;
esac
`;
}
