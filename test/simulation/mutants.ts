import { answerMutants } from './answer-mutants';
import { dueMutants } from './due-mutants';
import { ledgerMutants } from './ledger-mutants';
import { slotMutants } from './slot-mutants';
import { policyMutants } from './policy-mutants';
import type { Mutant } from './mutant';

/** Every way to get the protocol wrong that somebody has thought of. */
export const mutants: readonly Mutant[] = [
  ...slotMutants,
  ...answerMutants,
  ...policyMutants,
  ...ledgerMutants,
  ...dueMutants,
];
