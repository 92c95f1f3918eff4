import * as v from 'valibot';

/**
 * What to do about the state the conversation is in.
 * `session`: `append` speaks into a live conversation, `onlyIfLive` never opens one, `onlyIfClosed` never speaks into
 * one, `waitForClose` waits until there is none.
 * `whenClosed`: `startNew` opens a new session, `park` waits until the contact comes back, `fallback` tries the
 * request's channels, `drop` ends as SUPPRESSED.
 * `whileAgent`, for a live conversation with a human agent in it: `speak`, or `wait` until the agent has left.
 * `whenInDoubt`, when the answer to a send was lost and the conversation does not show the message: `park` leaves it to
 * a person, `resend` sends again after the settle window.
 * `reference`: `append` puts a short reference under the text, which proves a delivery beyond doubt.
 */
export const policySchema = v.object({
  session: v.optional(
    v.picklist(['append', 'onlyIfLive', 'onlyIfClosed', 'waitForClose'], 'UNKNOWN_POLICY'),
    'append',
  ),
  whenClosed: v.optional(
    v.picklist(['startNew', 'park', 'fallback', 'drop'], 'UNKNOWN_POLICY'),
    'startNew',
  ),
  whileAgent: v.optional(v.picklist(['speak', 'wait'], 'UNKNOWN_POLICY'), 'speak'),
  whenInDoubt: v.optional(v.picklist(['park', 'resend'], 'UNKNOWN_POLICY'), 'park'),
  reference: v.optional(v.picklist(['none', 'append'], 'UNKNOWN_POLICY'), 'none'),
});
export type SendPolicy = v.InferOutput<typeof policySchema>;

/** Two halves of a policy that together could never send anything, or never what one of them says. */
export const isConsistent = ({ session, whenClosed }: SendPolicy): boolean => {
  if (whenClosed === 'park') return session === 'append';
  if (whenClosed === 'fallback') return session !== 'onlyIfLive';
  return whenClosed !== 'drop' || session !== 'waitForClose';
};

/** A policy as a request may state it. */
export const requestedPolicySchema = v.pipe(
  policySchema,
  v.forward(v.check(isConsistent, 'POLICY_CONTRADICTION'), ['whenClosed']),
);
