import type { ConditionQuestion } from '../../lambda/contract/conditions';
import type { ConditionAnswer, Conditions } from '../../lambda/domain/ports-conditions';

/** A stage that asks nobody. */
export const NO_CONDITIONS: Conditions = { find: () => undefined };

/** Gives these answers, the last one again and again. */
export function scriptedConditions(first: ConditionAnswer, ...others: ConditionAnswer[]) {
  const asked: ConditionQuestion[] = [];
  let answer = first;
  const left = [first, ...others];
  const ask = async (question: ConditionQuestion) => {
    asked.push(question);
    answer = left.shift() ?? answer;
    return answer;
  };
  return { find: () => ask, asked };
}
