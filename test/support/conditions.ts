import type { ConditionQuestion } from '../../lambda/contract/conditions';
import type { ConditionAnswer, Conditions } from '../../lambda/domain/ports-conditions';

/** A stage that asks nobody. */
export const NO_CONDITIONS: Conditions = { ask: async () => undefined };

/** Gives these answers, the last one again and again. */
export function scriptedConditions(...answers: ConditionAnswer[]) {
  const asked: ConditionQuestion[] = [];
  const ask = async (question: ConditionQuestion) => {
    asked.push(question);
    return answers[Math.min(asked.length, answers.length) - 1];
  };
  return { ask, asked };
}
