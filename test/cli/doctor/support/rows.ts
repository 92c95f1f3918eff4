import type { AwsView } from '../../../../cli/doctor/aws-view';
import type { CheckId, Verdict } from '../../../../cli/doctor/check';
import { consult } from './consult';
import type { Setup } from './consult';
import { answered, RATE, tokenInfo } from './healthy-genesys';
import { aFunction } from './healthy-stack';

/** One thing that may be amiss, and what the doctor says of it. */
export interface Row {
  readonly id: CheckId;
  readonly when: string;
  readonly kind: Verdict['kind'];
  readonly setup: Setup;
  readonly says: RegExp;
}

export const row = (
  id: CheckId,
  kind: Verdict['kind'],
  [when, says]: readonly [string, RegExp],
  setup: Setup,
): Row => ({ id, kind, when, says, setup });

/** What one check finds. */
export const findingOf = async ({ id, setup }: Row): Promise<Verdict> =>
  (await consult(setup)).verdict(id);

type Answers = { readonly [K in keyof AwsView]?: Awaited<ReturnType<AwsView[K]>> };

/** AWS answers like this. */
export const aws = (answers: Answers): Setup => ({
  aws: Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, async () => answer]),
  ) as Partial<AwsView>,
});

/** The functions run with these variables. */
export const variables = (changed: object): Setup =>
  aws({ readFunctions: [aFunction({}, changed)] });

/** The token says this of its client. */
export const client = (changed: object, headers: object = RATE): Setup => ({
  genesys: { token: answered(200, tokenInfo(changed), headers) },
});

/** The role is granted in these divisions only. */
export const divisions = (...ids: string[]): Setup =>
  client({ roleDivisions: ids.map((divisionId) => ({ roleId: 'role', divisionId })) });

/** Genesys answers questions about such a path like this. */
export const answering = (path: RegExp, status: number, body: object = {}): Setup => ({
  genesys: {
    answer: (question) => (path.test(question.path) ? answered(status, body) : undefined),
  },
});

export const both = (one: Setup, other: Setup): Setup => ({
  aws: { ...one.aws, ...other.aws },
  genesys: { ...one.genesys, ...other.genesys },
});
