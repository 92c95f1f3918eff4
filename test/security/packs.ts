import type { App } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import { listAcknowledgements } from './acknowledged';
import type { Acknowledgement } from './acknowledged';
import type { ConcreteTemplate } from './concrete-template';
import { HousePack } from './house-pack';

/** What a pack found in one resource. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly description: string;
}

export interface PackResult {
  readonly pack: string;
  readonly findings: readonly Finding[];
  readonly unacknowledged: readonly Finding[];
}

const packsFor = (template: ConcreteTemplate): NagPack[] => [
  new AwsSolutionsChecks(),
  new ServerlessChecks(),
  new HIPAASecurityChecks(),
  new NIST80053R4Checks(),
  new NIST80053R5Checks(),
  new PCIDSS321Checks(),
  new HousePack(template),
];

/** Lets every pack look at an app: once as it is, and once as if nothing were acknowledged. */
export function runPacks(app: App, template: ConcreteTemplate): PackResult[] {
  const strict = packsFor(template).map((pack) => look(withoutPardon(pack), app));
  return packsFor(template).map((pack, index) => ({
    pack: pack.readPackName,
    findings: strict[index] ?? [],
    unacknowledged: look(pack, app),
  }));
}

/** A pack has no switch for this, and only says what it found when nobody has acknowledged it. */
function withoutPardon(pack: NagPack): NagPack {
  Object.defineProperty(pack, 'isAcknowledged', { value: () => false });
  return pack;
}

const look = (pack: NagPack, app: App): Finding[] =>
  pack.validateScope(app).violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({
      rule: ruleName,
      path: constructPath,
      description,
    })),
  );

/** Acknowledgements of what no pack finds: the reason is gone, or the name is wrong. */
export function staleAcknowledgements(app: App, packs: readonly PackResult[]): Acknowledgement[] {
  const found = new Set(
    packs.flatMap(({ findings }) => findings.map(({ rule, path }) => `${rule} ${path}`)),
  );
  return listAcknowledgements(app).filter(({ id, path }) => !found.has(`${id} ${path}`));
}
