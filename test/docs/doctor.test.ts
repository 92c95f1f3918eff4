import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks } from '../../cli/doctor/checks';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'doctor.md'), 'utf8');

/** How IAM calls the services whose clients have another name. */
const SERVICES: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
  sfn: 'states',
};

/** Every command that the doctor gives to an AWS client, as the action it takes. */
function actionsOfDoctor(): string[] {
  const folder = join(root, 'cli', 'doctor', 'aws');
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const imports = [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)];
  return imports.flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/(?:(\w+)Command|paginate(\w+))\b/g)].map(
      ([, command, paginated]) => `${SERVICES[client] ?? client}:${command ?? paginated}`,
    ),
  );
}

describe('the page of the doctor', () => {
  it('has a heading for every check, in the order they are told in', () => {
    const headings = [...page.matchAll(/^## (.+) \(`(.+)`\)$/gm)].map(([, title, id]) => ({
      id,
      title,
    }));

    expect(headings).toEqual(allChecks.map(({ id, title }) => ({ id, title })));
  });

  it('says of every check what it means and how to mend it', () => {
    const sections = page.split(/^## /m).filter((section) => /^.+ \(`/.test(section));
    const incomplete = sections.filter(
      (section) => !/\n\*\*Means\.\*\* \S[\s\S]*\n\*\*Mend\.\*\* \S/.test(section),
    );

    expect(sections).toHaveLength(allChecks.length);
    expect(incomplete).toEqual([]);
  });

  it('lists exactly the rights that the doctor uses', () => {
    const [, rights = ''] = /## Rights\n([\s\S]*?)At Genesys/.exec(page) ?? [];
    const listed = [...rights.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action);

    // Reading what is encrypted takes the key as well, without a call of ours.
    expect(new Set(listed)).toEqual(new Set([...actionsOfDoctor(), 'kms:Decrypt']));
    expect(actionsOfDoctor().length).toBeGreaterThan(20);
  });
});
