import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import * as v from 'valibot';
import type { ConcreteTemplate } from './concrete-template';
import { HOUSE_RULES } from './house-rules';

/** Our own rules, for what the public packs do not look at. */
export class HousePack extends NagPack {
  readonly name = 'ProactiveMessaging';

  constructor(private readonly template: ConcreteTemplate) {
    super();
    this.packName = this.name;
  }

  protected checkResource(node: CfnResource): void {
    const id = v.parse(v.string(), Stack.of(node).resolve(node.logicalId));
    const resource = this.template[id];
    // Conditions, parameters and the metadata of the CDK itself are no resources of ours.
    if (resource === undefined) return;
    for (const rule of HOUSE_RULES.filter(({ type }) => type === resource.Type)) {
      this.applyRule({
        ruleSuffixOverride: rule.name,
        info: rule.says,
        explanation: rule.why,
        level: NagMessageLevel.ERROR,
        node,
        rule: () =>
          rule.isBroken({ id, resource, template: this.template })
            ? NagRuleCompliance.NON_COMPLIANT
            : NagRuleCompliance.COMPLIANT,
      });
    }
  }
}
