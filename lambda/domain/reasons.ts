import type { Outcome, Reason } from '../contract/outcomes';

interface Ending {
  readonly outcome: Outcome;
  /** What the person who reads the outcome should do. `%s` stands for what is missing, `%c` for the OAuth client. */
  readonly nextStep: string;
}

/** Every reason belongs to one outcome and says its next step: an outcome without one helps nobody. */
const ENDINGS: Record<Reason, Ending> = {
  DELIVERED_TO_EXISTING: {
    outcome: 'SENT',
    nextStep: 'Nothing: the message is in the existing conversation.',
  },
  DELIVERED_TO_NEW: {
    outcome: 'SENT',
    nextStep: 'Nothing: Genesys put the message into the conversation named here.',
  },
  DELIVERED_ELSEWHERE: {
    outcome: 'SENT',
    nextStep:
      'Genesys accepted the message but chose another conversation than preflight saw: check for a second live conversation of this contact.',
  },
  DELIVERED_BY_FALLBACK: {
    outcome: 'SENT',
    nextStep:
      'Nothing: no conversation was live, and the channel named here took the message, as the policy asks.',
  },
  WEAK_MATCH: {
    outcome: 'SENT',
    nextStep:
      'The answer was lost, but the conversation shows a message with the same words; look at it if an agent may have typed them.',
  },
  CONVERSATION_LIVE: {
    outcome: 'SUPPRESSED',
    nextStep:
      'The policy is onlyIfClosed and the conversation is live; use append to speak into it.',
  },
  CONVERSATION_CLOSED: {
    outcome: 'SUPPRESSED',
    nextStep:
      'The policy opens no new session; request it under a new occurrence with whenClosed startNew if it should.',
  },
  CANCELLED: { outcome: 'SUPPRESSED', nextStep: 'Nothing: it was cancelled before it was sent.' },
  NO_LONGER_TRUE: {
    outcome: 'SUPPRESSED',
    nextStep: 'Nothing: the function asked right before sending said that it is no longer true.',
  },
  NO_CONTACT: {
    outcome: 'SUPPRESSED',
    nextStep:
      'Nothing, if anonymous customers are to be left alone: the event of Genesys names no external contact, or several.',
  },
  OPTED_OUT: { outcome: 'SUPPRESSED', nextStep: 'Nothing: the contact has opted out.' },
  NO_CONSENT_RECORD: {
    outcome: 'SUPPRESSED',
    nextStep:
      'Nobody has told us that the contact agreed: publish RecipientPreferenceChanged with consent optedIn and request it under a new occurrence, or set missingConsent to speak.',
  },
  FREQUENCY_CAP: {
    outcome: 'SUPPRESSED',
    nextStep:
      'Nothing: the contact has had as many messages as the frequency caps of this stage allow; set whenCapped to hold if such messages should wait.',
  },
  NOT_A_GUEST: {
    outcome: 'SUPPRESSED',
    nextStep:
      'This stage writes to its guest list only: add the contact to guestContactIds, or set audience to everybody.',
  },
  SHADOW_MODE: {
    outcome: 'SUPPRESSED',
    nextStep:
      'This stage rehearses: the message would have been sent now; set audience to everybody to send.',
  },
  DELIVER_BY_PASSED: {
    outcome: 'EXPIRED',
    nextStep:
      'Request it under a new occurrence with a later deliverBy if it is still worth sending.',
  },
  STALE_EVENT: {
    outcome: 'EXPIRED',
    nextStep:
      'The event of Genesys came later than ttlMinutes of its trigger allows: look whether the EventBridge integration was away, or allow more.',
  },
  INVALID_EVENT: {
    outcome: 'REJECTED',
    nextStep:
      'Correct the fields listed in problems and publish the event again; the original is kept in the rejected-events queue.',
  },
  BODY_MISMATCH: {
    outcome: 'REJECTED',
    nextStep:
      'This occurrence was already requested with another text or other terms: give the new message an occurrence of its own.',
  },
  UNKNOWN_NOTIFICATION: {
    outcome: 'REJECTED',
    nextStep:
      'Nobody has requested this notification yet: compare contactId, type and occurrence with its request, or request it for the new time.',
  },
  UNKNOWN_CONTACT: {
    outcome: 'REJECTED',
    nextStep:
      'No session of this contact has ever been seen: check that contactId is the Genesys externalContactId and that the EventBridge integration sends customer.start, or publish SessionRegistered first.',
  },
  CONTACT_NOT_AT_GENESYS: {
    outcome: 'REJECTED',
    nextStep:
      'Genesys does not know the contact or the deployment: check both ids, and whether the contact was merged or erased.',
  },
  SESSION_OF_ANOTHER_CONTACT: {
    outcome: 'REJECTED',
    nextStep:
      'The session or conversation named in the request belongs to another contact: refresh the stored ids in your application.',
  },
  NO_DEPLOYMENT: {
    outcome: 'REJECTED',
    nextStep:
      'No web deployment is known for this contact: set genesys.deploymentId of the stage, or name it in SessionRegistered.',
  },
  CREDENTIALS_REFUSED: {
    outcome: 'REJECTED',
    nextStep:
      'Genesys refuses the OAuth client %c: check that it is active and uses client credentials, and store its current id and secret in the OAuth client secret.',
  },
  CREDENTIALS_UNREADABLE: {
    outcome: 'PARKED',
    nextStep:
      'Store {"clientId":"…","clientSecret":"…"} in the OAuth client secret that the stack names in its outputs, then redrive it.',
  },
  MISSING_PERMISSION: {
    outcome: 'REJECTED',
    nextStep:
      'Give the role of the OAuth client %c the permission %s in the division of the conversation, then redrive it.',
  },
  MISSING_DIVISION: {
    outcome: 'REJECTED',
    nextStep:
      'Grant the role of the OAuth client %c in the division of the conversation as well (missing: %s), then redrive it.',
  },
  REQUEST_REFUSED: {
    outcome: 'REJECTED',
    nextStep:
      'Genesys refused the request with the code in the decision record; look it up with the correlation id.',
  },
  USAGE_LIMIT: {
    outcome: 'REJECTED',
    nextStep:
      'The outbound usage limit of the Genesys organization is reached: ask Genesys to raise it, or wait until it resets.',
  },
  CHANNELS_EXHAUSTED: {
    outcome: 'REJECTED',
    nextStep:
      'Every channel refused the message, each with the code in the decision record: correct addresses and senders, then request it again under a new occurrence.',
  },
  CHANNELS_UNAVAILABLE: {
    outcome: 'REJECTED',
    nextStep:
      'The thread dialect reaches no other channel: use whenClosed startNew or park, or set genesys.dialect of the stage to platform.',
  },
  CONFLICT_LOOP: {
    outcome: 'PARKED',
    nextStep:
      'Genesys kept changing between live and closed; look at the conversation and redrive it.',
  },
  CONFLICT_UNEXPLAINED: {
    outcome: 'PARKED',
    nextStep:
      'Genesys answered with a conflict that neither the conversation nor the token explains; ask Genesys with the correlation id.',
  },
  ATTEMPTS_EXHAUSTED: {
    outcome: 'PARKED',
    nextStep:
      'Every attempt met a passing fault or a busy recipient; see the decision record, mend the cause and redrive it.',
  },
  NEVER_ANSWERED: {
    outcome: 'PARKED',
    nextStep:
      'The function that stillTrue of this stage names for this type gave no readable answer in hours: mend it (the cause is in the decision record) and redrive it.',
  },
  ANSWER_LOST: {
    outcome: 'PARKED',
    nextStep:
      'The message may have been delivered: look at the transcript of the conversation before anyone sends it again.',
  },
};

export const outcomeOf = (reason: Reason): Outcome => ENDINGS[reason].outcome;

export interface Particulars {
  /** Permissions or scopes. */
  readonly missing?: readonly string[];
  /** Name or id of the OAuth client. */
  readonly oauthClient?: string;
}

/** Says in one sentence what to do, naming what is missing and to whom, where Genesys told us. */
export function nextStepFor(
  reason: Reason,
  { missing = [], oauthClient }: Particulars = {},
): string {
  const named = missing.length > 0 ? missing.join(' or ') : 'named in the decision record';
  const client = oauthClient === undefined ? 'of this stack' : `"${oauthClient}"`;
  return ENDINGS[reason].nextStep.replace('%s', named).replace('%c', client);
}
