import type { ConditionQuestion } from '../contract/conditions';

export type ConditionAnswer =
  | { readonly kind: 'stillTrue' }
  | { readonly kind: 'noLongerTrue' }
  /** Never the same as yes. The cause is a code. */
  | { readonly kind: 'unanswered'; readonly cause: string };

/** Asks an application whether what a message says still holds. */
export type Condition = (question: ConditionQuestion) => Promise<ConditionAnswer>;

/** Who is asked, by type of notification. */
export interface Conditions {
  /** Undefined when nobody is to be asked about this type of notification. */
  find(type: string): Condition | undefined;
}
