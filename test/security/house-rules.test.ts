import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { breakRules } from './broken-stacks';
import { ofType } from './concrete-template';
import type { ConcreteTemplate } from './concrete-template';
import { HOUSE_RULES } from './house-rules';
import { templateForReview } from './reviewed-stack';

const template = templateForReview();
const cases = breakRules(template);

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const brokenIn = (changed: ConcreteTemplate): string[] =>
  HOUSE_RULES.filter((rule) =>
    ofType(changed, rule.type).some(([id, resource]) =>
      rule.isBroken({ id, resource, template: changed }),
    ),
  ).map(({ name }) => name);

describe('the house rules', () => {
  it('hold for the stack', () => {
    expect(brokenIn(template)).toEqual([]);
  });

  it.each(cases)('%s notices when %s', (rule, _change, broken) => {
    expect(brokenIn(broken)).toEqual([rule]);
  });

  it('are each shown to be breakable', () => {
    expect(new Set(cases.map(([rule]) => rule))).toEqual(
      new Set(HOUSE_RULES.map(({ name }) => name)),
    );
  });

  it('look at every type they are about', () => {
    const absent = HOUSE_RULES.filter(({ type }) => ofType(template, type).length === 0);

    // A table with replicas is what its rule forbids.
    expect(absent.map(({ name }) => name)).toEqual(['TablesHaveOneWriterRegion']);
  });
});
