import { DELIVERY_RULES } from './delivery-rules';
import type { HouseRule } from './house-rule';
import { RIGHTS_RULES } from './rights-rules';
import { SECRECY_RULES } from './secrecy-rules';
import { TRUST_RULES } from './trust-rules';
import { WORKFLOW_RULES } from './workflow-rules';

export const HOUSE_RULES: readonly HouseRule[] = [
  ...DELIVERY_RULES,
  ...RIGHTS_RULES,
  ...SECRECY_RULES,
  ...TRUST_RULES,
  ...WORKFLOW_RULES,
];
