import { createKeyedIdentity } from '../../lambda/adapters/keyed-identity';
import type { Identity } from '../../lambda/domain/ports';

/** Real keys under a known pepper, and owners that can be told apart. */
export function fixedIdentity(): Identity {
  let owners = 0;
  return {
    ...createKeyedIdentity(async () => 'pepper'),
    newOwner: () => `owner-${(owners += 1)}`,
  };
}
