import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OLDEST_PYTHON } from './emulator-version';
import { errorCode, errorMessage } from './error-facts';
import { LaptopError } from './laptop-error';

const run = promisify(execFile);

/** Names that a Python may have on PATH; the first that is new enough is taken. */
const NAMES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];
const WANTED = `${OLDEST_PYTHON.major}.${OLDEST_PYTHON.minor}`;
const ASK_VERSION = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)';

export interface Python {
  /** Path of the interpreter itself, not of a version manager's stand-in. */
  readonly path: string;
  readonly version: string;
}

type Candidate =
  | ({ readonly kind: 'usable' } & Python)
  | ({ readonly kind: 'tooOld' } & Python)
  | { readonly kind: 'broken'; readonly name: string; readonly reason: string }
  | { readonly kind: 'missing' };

/**
 * Finds a Python that can run the emulator on the PATH of the given environment.
 * Throws PYTHON_TOO_OLD or PYTHON_MISSING, naming what was found.
 */
export async function findPython(environment: NodeJS.ProcessEnv): Promise<Python> {
  const rejected: Candidate[] = [];
  for (const name of NAMES) {
    const candidate = await examine(name, environment);
    if (candidate.kind === 'usable') return candidate;
    rejected.push(candidate);
  }
  throw noPython(rejected);
}

async function examine(name: string, environment: NodeJS.ProcessEnv): Promise<Candidate> {
  try {
    const { stdout } = await run(name, ['-c', ASK_VERSION], { env: environment, timeout: 20_000 });
    return judge(name, stdout);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'missing' };
    return { kind: 'broken', name, reason: lastLine(error) };
  }
}

function judge(name: string, answer: string): Candidate {
  const [version = '', path = name] = answer.trim().split('\n');
  const match = /^(\d+)\.(\d+)/.exec(version);
  if (match === null) return { kind: 'broken', name, reason: `it answered "${version}"` };
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const recent = major === OLDEST_PYTHON.major && minor >= OLDEST_PYTHON.minor;
  return { kind: recent ? 'usable' : 'tooOld', path, version };
}

function lastLine(error: unknown): string {
  const text = errorMessage(error);
  return text.trim().split('\n').at(-1) ?? text;
}

function noPython(rejected: readonly Candidate[]): LaptopError {
  const nextStep = `Install Python ${WANTED} or newer (python.org, or your package manager), or use another emulator or an account with --endpoint.`;
  const tooOld = rejected.flatMap((one) => (one.kind === 'tooOld' ? [one] : []));
  if (tooOld.length > 0) {
    const found = tooOld.map(({ path, version }) => `${path} is ${version}`).join(', ');
    const message = `The AWS emulator needs Python ${WANTED} or newer; found only: ${found}.`;
    return new LaptopError('PYTHON_TOO_OLD', { message, nextStep });
  }
  const broken = rejected.flatMap((one) => (one.kind === 'broken' ? [one] : []));
  const found =
    broken.length === 0
      ? 'found none on PATH'
      : `found only what does not run: ${broken.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`;
  const message = `The AWS emulator needs Python ${WANTED} or newer; ${found}.`;
  return new LaptopError('PYTHON_MISSING', { message, nextStep });
}
