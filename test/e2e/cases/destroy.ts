import { check } from '../../../local/story/promise-check';
import type { E2eCase } from '../e2e-case';
import type { StackResource } from '../admin';
import { createInventory } from '../inventory';
import { removeRetained } from '../retained';

/** What outlives its stack on purpose: the customers' data, and what is needed to read it. */
const RETAINED = new Set(['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret']);
/** What has no life without a resource that is looked at: its policy, its permissions, its rules. */
const PARTS = new Set([
  'AWS::CDK::Metadata',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::Lambda::Permission',
  'AWS::SQS::QueuePolicy',
]);

const namesWithout = (all: readonly StackResource[], some: readonly StackResource[]): string[] =>
  all.filter((one) => !some.includes(one)).map(({ type, logicalId }) => `${type} ${logicalId}`);

export const destroyed: E2eCase = {
  name: 'destroy',
  title:
    '`cdk destroy` leaves tables, key and secrets where they are to be retained, and nothing else',
  run: async (world, teller) => {
    await world.current();
    await world.retired();
    const inventory = createInventory(world.place.target);
    const resources = (await world.admin.resources()).filter(({ type }) => !PARTS.has(type));
    const present = async (): Promise<readonly StackResource[]> => {
      const lists = await Promise.all(
        [...inventory].map(async ([type, list]) => {
          const ids = resources.filter((one) => one.type === type).map((one) => one.physicalId);
          return [type, new Set(await list(ids))] as const;
        }),
      );
      const byType = new Map(lists);
      return resources.filter(({ type, physicalId }) => byType.get(type)?.has(physicalId));
    };
    // What is not found before would be found gone afterwards, whatever became of it.
    const before = await present();
    teller.check(check('resources that no list has', [], namesWithout(resources, before)));

    await world.destroyed();
    const left = await present();
    const meant = resources.filter(({ type }) => RETAINED.has(type));
    teller.note(`${before.length} resources before, ${left.length} after`);
    teller.check(check('resources that are left', [], namesWithout(left, meant)));
    teller.check(check('data that is gone', [], namesWithout(meant, left)));
    await removeRetained(world.place.target, left);
  },
};
