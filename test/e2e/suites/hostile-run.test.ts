import { CONTACT, TEXTS } from '../../canary/canaries';
import { scanForCanaries, sourceOf } from '../../canary/canary-scan';
import type { Canary, Source } from '../../canary/canary-scan';
import { deployStack } from '../../canary/deployed-stack';
import type { DeployedStack } from '../../canary/deployed-stack';
import { loseSecret, MISPLACED_SECRET, playHostileRun } from '../../canary/hostile-run';
import { secretsOf } from '../../canary/run-secrets';
import { collectSources } from '../../canary/written-sources';

describe('a run of the deployed stack', () => {
  let stack: DeployedStack;
  let canaries: readonly Canary[];
  let sources: readonly Source[];

  beforeAll(async () => {
    stack = await deployStack();
    await stack.emulator.whileAlive(playHostileRun(stack));
    // Before the last act: it throws the token away.
    const secrets = await secretsOf(stack);
    await stack.emulator.whileAlive(loseSecret(stack));
    const misplaced = { name: 'misplaced secret', value: MISPLACED_SECRET };
    canaries = [...TEXTS, CONTACT, misplaced, ...secrets];
    sources = await collectSources(stack);
  }, 180_000);
  afterAll(() => stack.close());

  const ofKind = (kind: string) => sources.filter(({ name }) => name.startsWith(kind));

  it.each([
    ['log', 8],
    ['execution', 50],
    ['cause', 20],
    ['row', 25],
    ['event', 40],
  ])('writes enough of the kind "%s" to be looked through', (kind, least) => {
    const bytes = ofKind(kind).reduce((sum, each) => sum + each.bytes.length, 0);

    expect(ofKind(kind).length).toBeGreaterThanOrEqual(least);
    expect(bytes).toBeGreaterThan(1_000);
  });

  it('writes logs and metrics of every function that had a part in it', () => {
    const logs = ofKind('log').map(({ bytes }) => bytes.toString());

    expect(logs.join('\n')).toContain('"_aws"');
    expect(logs.join('\n')).toContain('"errorName":"UnreadableDataError"');
    expect(logs.join('\n')).toContain('"kind":"unreadable"');
  });

  it('looks for ten canaries and more, none of them empty', () => {
    expect(canaries.length).toBeGreaterThanOrEqual(10);
    expect(canaries.filter(({ value }) => value.length < 12)).toEqual([]);
  });

  it('writes no text, no contact and no secret anywhere', () => {
    expect(scanForCanaries(canaries, sources)).toEqual([]);
  });

  it('would be caught if one line of one log held one of them', () => {
    const [log] = ofKind('log');
    const planted = canaries.map(({ value }) => Buffer.from(`"leak":${JSON.stringify(value)}`));
    const leaking = sourceOf('log', Buffer.concat([log?.bytes ?? Buffer.alloc(0), ...planted]));

    const caught = new Set(scanForCanaries(canaries, [leaking]).map(({ canary }) => canary));
    expect(caught).toEqual(new Set(canaries.map(({ name }) => name)));
  });
});
