import { MISSING } from '../aws-view';
import type { NamedState } from '../aws-view';
import { broken, notChecked, ok, unknown, warning } from '../check';
import type { Check, Finding } from '../check';
import type { StackPorts } from '../ports';
import { readVariables } from '../stage-settings';

const NOT_FOR_USE = /^(DELETE|ROLLBACK|CREATE_FAILED|UPDATE_FAILED|UPDATE_ROLLBACK_FAILED)/;

/** What the stack is made of: is it there, and is each part in working order? */
export const stackChecks: readonly Check<StackPorts>[] = [
  {
    id: 'aws-credentials',
    title: 'AWS credentials',
    needs: [],
    run: async ({ aws }) => {
      try {
        const { region, account, arn } = await aws.identify();
        return ok(`account ${account}, region ${region}, as ${arn}`);
      } catch (error) {
        const reason = nameOf(error);
        return broken(
          `AWS does not know who is asking: ${reason}`,
          'Log in (`aws sso login`, or AWS_PROFILE), or name an emulator that runs with --endpoint.',
        );
      }
    },
  },
  {
    id: 'stack',
    title: 'Stack',
    needs: ['aws-credentials'],
    run: async ({ aws }) => {
      const stack = await aws.readStack();
      if (stack.kind === 'missing') {
        return broken('there is no such stack here', 'Check --stack and --region, or deploy it.');
      }
      const evidence = `${stack.status}, ${stack.resources} resources`;
      if (NOT_FOR_USE.test(stack.status)) {
        return broken(evidence, 'Look at the events of the stack, mend the cause, deploy again.');
      }
      return /(_IN_PROGRESS|ROLLBACK_COMPLETE)$/.test(stack.status)
        ? warning(evidence, 'Wait for the deployment, or repeat the one that was rolled back.')
        : ok(evidence);
    },
  },
  {
    id: 'settings',
    title: 'Settings of the functions',
    needs: ['stack'],
    run: async ({ aws }) => {
      const functions = await aws.readFunctions();
      const hidden = functions.find(({ hiddenBy }) => hiddenBy !== undefined);
      if (hidden !== undefined) {
        return unknown(
          `the variables of the functions may not be read: ${hidden.hiddenBy}`,
          'Ask with credentials that may use the key of the stack (kms:Decrypt).',
        );
      }
      const read = readVariables(functions);
      return read.kind === 'invalid'
        ? broken(
            `no function has a usable ${read.names.join(', ')}`,
            'Deploy this version of the stack; another one has other settings.',
          )
        : ok(`${read.variables.GENESYS_DIALECT} dialect at ${read.variables.GENESYS_API_URL}`);
    },
  },
  {
    id: 'functions',
    title: 'Functions',
    needs: ['stack'],
    run: async ({ aws }) => {
      const functions = await aws.readFunctions();
      return allInState(functions, {
        // A function that nobody called for weeks sleeps, and wakes when it is called.
        good: ['Active', 'Inactive'],
        nextStep: 'Read why in the Lambda console (often the key or the role), then deploy again.',
        also: functions
          .filter(({ lastUpdate }) => lastUpdate === 'Failed')
          .map(({ name }) => `${name}: last update failed`),
      });
    },
  },
  {
    id: 'workflow',
    title: 'Workflow',
    needs: ['stack'],
    run: async ({ aws }) =>
      allInState(await aws.readWorkflows(), {
        good: ['ACTIVE'],
        nextStep:
          'Wait while it is being deleted, then see docs/doctor.md: nothing is sent without it.',
      }),
  },
  {
    id: 'tables',
    title: 'Tables',
    needs: ['settings'],
    run: async ({ aws, variables }) => {
      const { LEDGER_TABLE_NAME, SESSIONS_TABLE_NAME } = await variables();
      return allInState(await aws.readTables([LEDGER_TABLE_NAME, SESSIONS_TABLE_NAME]), {
        good: ['ACTIVE', 'UPDATING'],
        nextStep: 'Restore the table from its point-in-time recovery, or wait until it is active.',
      });
    },
  },
  {
    id: 'encryption-key',
    title: 'Encryption key',
    needs: ['stack'],
    run: async ({ aws }) => {
      const keys = await aws.readKeys();
      if (keys.length === 0) return notChecked('the stack has none of its own');
      const finding = allInState(keys, {
        good: ['Enabled'],
        nextStep: 'Enable the key, or cancel its deletion: without it nothing can be read.',
      });
      if (finding.kind !== 'ok' || keys.every(({ isRotated }) => isRotated)) return finding;
      return warning('enabled, but not rotated', 'Turn the rotation of the key on again.');
    },
  },
];

/** What kind of error it is: Node tells by a code what AWS tells by a name. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

interface Expected {
  readonly good: readonly string[];
  readonly nextStep: string;
  /** Further complaints. */
  readonly also?: readonly string[];
}

/** All of a kind at once: the finding names those that are not as they should be. */
export function allInState(
  found: readonly NamedState[],
  { good, nextStep, also = [] }: Expected,
): Finding {
  if (found.length === 0) return broken('the stack has none', 'Deploy this version of the stack.');
  const bad = found.filter(({ state }) => !good.includes(state));
  const complaints = [...bad.map(({ name, state }) => `${name}: ${state}`), ...also];
  if (bad.some(({ state }) => state === MISSING)) {
    return broken(
      complaints.join(', '),
      'It was deleted by hand: docs/doctor.md, "What is missing".',
    );
  }
  if (complaints.length > 0) return broken(complaints.join(', '), nextStep);
  const states = [...new Set(found.map(({ state }) => state))].join(', ');
  return ok(`${found.length} of ${found.length}: ${states}`);
}
