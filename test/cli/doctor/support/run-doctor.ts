import * as v from 'valibot';
import { CommanderError } from 'commander';
import { doctorCommand } from '../../../../cli/doctor/command';

const documentSchema = v.object({
  ok: v.boolean(),
  checks: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      evidence: v.string(),
      nextStep: v.optional(v.string()),
    }),
  ),
});

export interface DoctorRun {
  /** Content of the file that `--client` names. */
  readonly file?: string;
  readonly nowMs?: () => number;
}

/** Runs the command as a shell would, in this process. */
export async function runDoctor(
  args: readonly string[],
  { file = '', nowMs = Date.now }: DoctorRun = {},
) {
  const out: string[] = [];
  const err: string[] = [];
  let exitCode = 0;
  const command = doctorCommand({
    environment: {},
    nowMs,
    write: (text) => out.push(text),
    complain: (text) => err.push(text),
    readText: async () => file,
    exit: (code) => {
      exitCode = code;
    },
  });
  command.exitOverride().configureOutput({ writeErr: (text) => err.push(text) });
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode;
  }
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}

/** What `--json` printed, by the id of the check. */
export function readVerdicts(stdout: string) {
  const document = v.parse(documentSchema, JSON.parse(stdout));
  const of = (kind: string): string[] =>
    document.checks.filter((check) => check.kind === kind).map(({ id }) => id);
  const verdict = (id: string) => document.checks.find((check) => check.id === id);
  return { ok: document.ok, of, verdict };
}
