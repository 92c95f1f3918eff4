import { parseCommandLine } from '../../../local/scenarios/command-line';
import { SCENARIOS } from '../../../local/scenarios/scenarios';
import { written } from '../../support/written';

describe('the command line of the scenarios', () => {
  it.each(SCENARIOS)('plays $name alone', (scenario) => {
    expect(parseCommandLine([scenario.name])).toEqual({
      kind: 'run',
      options: { scenarios: [scenario], json: false },
    });
  });

  it('plays them all, for a machine if asked', () => {
    expect(parseCommandLine(['all', '--json'])).toEqual({
      kind: 'run',
      options: { scenarios: SCENARIOS, json: true },
    });
  });

  it('lists every scenario with its title in its help', () => {
    let parsed: unknown;
    const help = written(process.stdout, () => {
      parsed = parseCommandLine(['--help']);
    });

    expect(parsed).toEqual({ kind: 'done', exitCode: 0 });
    for (const { name } of SCENARIOS) expect(help).toContain(`${name} `);
    expect(SCENARIOS.every(({ title }) => help.includes(title))).toBe(true);
  });

  it.each([[[]], [['nonsense']]])('refuses %j and says what there is', (args) => {
    let parsed: unknown;
    const complaint = written(process.stderr, () => {
      parsed = parseCommandLine(args);
    });

    expect(parsed).toEqual({ kind: 'done', exitCode: 2 });
    expect(complaint).toContain('Try: npm run scenario -- --help');
  });

  it('gives every scenario a name of its own', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });
});
