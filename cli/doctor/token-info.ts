import * as v from 'valibot';
import type { Exchange } from '../../lambda/domain/answer';
import { broken, unknown } from './check';
import type { Finding } from './check';

const named = v.object({ id: v.optional(v.string()), name: v.optional(v.string(), 'unnamed') });

const tokenInfoSchema = v.object({
  organization: v.optional(named, {}),
  authorizedScope: v.optional(v.array(v.string()), []),
  OAuthClient: v.object({
    name: v.optional(v.string(), 'unnamed'),
    authorizedGrantType: v.optional(v.string()),
    state: v.optional(v.string()),
    dateToDelete: v.nullish(v.string()),
    scope: v.optional(v.array(v.string()), []),
    roleDivisions: v.optional(v.array(v.object({ roleId: v.string(), divisionId: v.string() }))),
  }),
});

/** What a token says of itself, as far as it tells whether the set-up is right. */
export interface TokenInfo {
  readonly organization: { readonly id?: string; readonly name: string };
  readonly scopes: readonly string[];
  readonly client: {
    readonly name: string;
    readonly state?: string;
    readonly grant?: string;
    /** When Genesys is going to delete it. */
    readonly deleteAt?: string;
    /** Undefined when Genesys does not tell. */
    readonly roleDivisions?: readonly { readonly roleId: string; readonly divisionId: string }[];
  };
}

export type ReadToken =
  | { readonly kind: 'described'; readonly info: TokenInfo }
  | { readonly kind: 'unreadable'; readonly finding: Finding };

/** Reads the answer to `GET /api/v2/tokens/me`. */
export function readToken(exchange: Exchange): ReadToken {
  if (exchange.kind !== 'answered') {
    const sentence = `the API gives no answer: ${exchange.cause}`;
    return unreadable(broken(sentence, 'Look at the network between here and the API host.'));
  }
  if (exchange.status === 401) {
    const sentence = 'the API refuses the token that the login host gave (HTTP 401)';
    return unreadable(broken(sentence, 'Check that both hosts are of one region.'));
  }
  const parsed = v.safeParse(tokenInfoSchema, exchange.body);
  if (exchange.status !== 200 || !parsed.success) {
    const sentence = `the token is not described (HTTP ${exchange.status})`;
    return unreadable(unknown(sentence, 'Run it again in a minute.'));
  }
  const { organization, authorizedScope, OAuthClient } = parsed.output;
  const { name, state, authorizedGrantType: grant, dateToDelete, scope } = OAuthClient;
  return {
    kind: 'described',
    info: {
      organization,
      scopes: [...authorizedScope, ...scope],
      client: {
        name,
        state,
        grant,
        deleteAt: dateToDelete ?? undefined,
        roleDivisions: OAuthClient.roleDivisions,
      },
    },
  };
}

const unreadable = (finding: Finding): ReadToken => ({ kind: 'unreadable', finding });
