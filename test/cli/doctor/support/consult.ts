import type { AwsView } from '../../../../cli/doctor/aws-view';
import type { CheckId, Verdict } from '../../../../cli/doctor/check';
import { allChecks } from '../../../../cli/doctor/checks';
import { openStack } from '../../../../cli/doctor/open-stack';
import type { StackPorts } from '../../../../cli/doctor/ports';
import { runChecks } from '../../../../cli/doctor/run-checks';
import { NOON_MS } from '../../../support/fixed-clock';
import { healthyGenesys } from './healthy-genesys';
import type { GenesysAnswers } from './healthy-genesys';
import { healthyStack } from './healthy-stack';

export interface Setup {
  readonly aws?: Partial<AwsView>;
  readonly genesys?: GenesysAnswers;
}

/** Asks every check about a set-up that is in order but for what is named. */
export async function consult({ aws, genesys }: Setup = {}) {
  const view = healthyGenesys(genesys);
  const ports: StackPorts = { ...openStack(healthyStack(aws), () => NOON_MS), genesys: view };
  const heard: CheckId[] = [];
  const verdicts = await runChecks(allChecks, ports, {
    limitMs: 1_000,
    onVerdict: ({ id }) => heard.push(id),
  });
  const verdict = (id: CheckId): Verdict => verdicts.find((each) => each.id === id)!;
  const idsOf = (kind: Verdict['kind']): CheckId[] =>
    verdicts.filter((each) => each.kind === kind).map(({ id }) => id);
  return { verdicts, verdict, idsOf, heard, asked: view.asked };
}
