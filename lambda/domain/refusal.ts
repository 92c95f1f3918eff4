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
      /** Name of the OAuth client, or its id. */
      readonly client?: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'unreadable' };

/** The organization may send no more messages for now. */
export const USAGE_LIMIT_CODE = 'organization.outbound.usage.limit.exceeded';

/** Code of a refusal that never reached Genesys, because the OAuth client could not be read. */
export const CREDENTIALS_UNREADABLE_CODE = 'credentials.unreadable';

/** Code of a refusal that never reached Genesys, because the dialect knows no other channels. */
export const CHANNEL_UNAVAILABLE_CODE = 'channel.unavailable';

/** Whether the token can be asked about itself: one that was refused, or never existed, can't. */
export const needsWitness = ({ status, code }: Refusal): boolean =>
  status !== 401 &&
  code !== CREDENTIALS_UNREADABLE_CODE &&
  code !== CHANNEL_UNAVAILABLE_CODE &&
  code !== 'invalid_client';

export interface Diagnosis {
  readonly reason: Reason;
  readonly missing: readonly string[];
}

export interface Circumstances {
  /** Scopes the dialect needs to send. */
  readonly neededScopes: readonly string[];
  /** The notification has met as many conflicts as it may. */
  readonly isConflictLoop: boolean;
  /** This was the refusal of the last channel. */
  readonly isLastChannel?: boolean;
}

/**
 * Finds what a refusal means from evidence: its own code first, then what the token may do.
 * A gateway of the thread's kind answers a missing scope with the same 409 as a live conversation;
 * only the token tells the two apart.
 */
export function diagnoseRefusal(
  refusal: Refusal,
  token: TokenDescription,
  circumstances: Circumstances,
): Diagnosis {
  const { code, status, missing } = refusal;
  const unasked = UNASKED[code];
  if (unasked !== undefined) return { reason: unasked, missing };
  if (status === 401 || isOutOfService(token)) return { reason: 'CREDENTIALS_REFUSED', missing };
  if (status === 403) {
    const isDivision = code.includes('division');
    return { reason: isDivision ? 'MISSING_DIVISION' : 'MISSING_PERMISSION', missing };
  }
  const lacking = scopesLacking(token, circumstances.neededScopes);
  if (lacking.length > 0) return { reason: 'MISSING_PERMISSION', missing: lacking };
  return { reason: reasonIn(circumstances, refusal), missing };
}

/** Refusals of our own making: nobody was asked. */
const UNASKED: Partial<Record<string, Reason>> = {
  [CREDENTIALS_UNREADABLE_CODE]: 'CREDENTIALS_UNREADABLE',
  [CHANNEL_UNAVAILABLE_CODE]: 'CHANNELS_UNAVAILABLE',
};

function reasonIn({ isConflictLoop, isLastChannel }: Circumstances, refusal: Refusal): Reason {
  if (isConflictLoop) return 'CONFLICT_LOOP';
  const reason = reasonByCode(refusal);
  const isAboutUs = reason === 'CREDENTIALS_REFUSED' || reason === 'USAGE_LIMIT';
  return isLastChannel === true && !isAboutUs ? 'CHANNELS_EXHAUSTED' : reason;
}

const isOutOfService = (token: TokenDescription): boolean =>
  token.kind === 'described' && token.clientState !== undefined && token.clientState !== 'active';

function scopesLacking(token: TokenDescription, needed: readonly string[]): readonly string[] {
  if (token.kind !== 'described') return [];
  return needed.filter((scope) => !token.scopes.includes(scope));
}

function reasonByCode({ status, code }: Refusal): Reason {
  if (code === 'invalid_client' || code === 'not.a.client') return 'CREDENTIALS_REFUSED';
  if (code === USAGE_LIMIT_CODE) return 'USAGE_LIMIT';
  if (status === 404 || code === 'not.found') return 'CONTACT_NOT_AT_GENESYS';
  return status === 409 ? 'CONFLICT_UNEXPLAINED' : 'REQUEST_REFUSED';
}
