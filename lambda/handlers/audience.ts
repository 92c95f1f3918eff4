import type { SendEnvironment } from '../contract/environment';
import type { Audience } from '../domain/guardrails';

/** Whom the stage writes to, from the variables of a function that sends. */
export const toAudience = ({
  AUDIENCE,
  GUEST_CONTACT_IDS,
}: Pick<SendEnvironment, 'AUDIENCE' | 'GUEST_CONTACT_IDS'>): Audience =>
  AUDIENCE === 'guests'
    ? { kind: 'guests', contactIds: GUEST_CONTACT_IDS.split(' ') }
    : { kind: AUDIENCE };
