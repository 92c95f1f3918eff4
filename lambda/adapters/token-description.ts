import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import type { Counted } from '../domain/ports';
import type { TokenDescription } from '../domain/refusal';
import type { CallGenesys } from './genesys-caller';

const tokenInfoSchema = v.object({
  authorizedScope: v.optional(v.array(v.string()), []),
  OAuthClient: v.optional(
    v.object({
      id: v.optional(v.string()),
      name: v.optional(v.string()),
      state: v.optional(v.string()),
      scope: v.optional(v.array(v.string()), []),
    }),
    { scope: [] },
  ),
});

/** Asks the token about itself (`tokens/me`, which needs no permission): the harmless witness in a diagnosis. */
export async function readTokenDescription(call: CallGenesys): Promise<Counted<TokenDescription>> {
  const answer = await call({ method: 'GET', path: '/api/v2/tokens/me' });
  const { calls, correlationId } = answer;
  const exchange = answer.kind === 'exchanged' ? answer.exchange : undefined;
  const body = exchange?.kind === 'answered' && exchange.status === 200 ? exchange.body : undefined;
  const parsed = parseInput(tokenInfoSchema, body);
  if (parsed.kind === 'invalid') return { kind: 'unreadable', calls, correlationId };
  const { authorizedScope, OAuthClient } = parsed.value;
  return {
    kind: 'described',
    clientState: OAuthClient.state,
    client: OAuthClient.name ?? OAuthClient.id,
    scopes: [...authorizedScope, ...OAuthClient.scope],
    calls,
    correlationId,
  };
}
