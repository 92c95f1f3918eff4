import type { Reason } from '../contract/outcomes';

/** A certain no from Genesys, reduced to what may be kept: codes and ids, never its sentences. */
export interface Refusal {
  readonly status: number;
  /** Machine code of the error body; `none` when there was none. */
  readonly code: string;
  readonly correlationId?: string;
  /** Permissions or scopes the answer named as missing. */
  readonly missing: readonly string[];
}

/** What the token says of itself, as far as it helps to explain a refusal. */
export type TokenDescription =
  | {
      readonly kind: 'described';
      readonly clientState?: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'unreadable' };

/** Code of a refusal that never reached Genesys, because the OAuth client could not be read. */
export const CREDENTIALS_UNREADABLE_CODE = 'credentials.unreadable';

/** Whether the token is worth a question: a 401 or 403 says enough itself. */
export const needsWitness = ({ status, code }: Refusal): boolean =>
  status !== 401 && status !== 403 && code !== CREDENTIALS_UNREADABLE_CODE;

export interface Diagnosis {
  readonly reason: Reason;
  readonly missing: readonly string[];
}

/**
 * Finds what a refusal means from evidence: its own code first, then what the token may do.
 * A gateway of the thread's kind answers a missing scope with the same 409 as a live conversation;
 * only the token tells the two apart.
 */
export function diagnoseRefusal(
  refusal: Refusal,
  token: TokenDescription,
  neededScopes: readonly string[],
): Diagnosis {
  const missing = (reason: Reason): Diagnosis => ({ reason, missing: refusal.missing });
  if (refusal.code === CREDENTIALS_UNREADABLE_CODE) return missing('CREDENTIALS_UNREADABLE');
  if (refusal.status === 401) return missing('CREDENTIALS_REFUSED');
  if (token.kind === 'described' && isOutOfService(token.clientState)) {
    return missing('CREDENTIALS_REFUSED');
  }
  if (refusal.status === 403) {
    return missing(refusal.code.includes('division') ? 'MISSING_DIVISION' : 'MISSING_PERMISSION');
  }
  const missingScopes = scopesLacking(token, neededScopes);
  if (missingScopes.length > 0) return { reason: 'MISSING_PERMISSION', missing: missingScopes };
  return missing(reasonByCode(refusal));
}

const isOutOfService = (state: string | undefined): boolean =>
  state !== undefined && state !== 'active';

function scopesLacking(token: TokenDescription, needed: readonly string[]): readonly string[] {
  if (token.kind !== 'described') return [];
  return needed.filter((scope) => !token.scopes.includes(scope));
}

function reasonByCode({ status, code }: Refusal): Reason {
  if (code === 'invalid_client' || code === 'not.a.client') return 'CREDENTIALS_REFUSED';
  if (code === 'organization.outbound.usage.limit.exceeded') return 'USAGE_LIMIT';
  if (status === 404 || code === 'not.found') return 'CONTACT_NOT_AT_GENESYS';
  return status === 409 ? 'CONFLICT_UNEXPLAINED' : 'REQUEST_REFUSED';
}
