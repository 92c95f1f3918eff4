/** What a call of one of our ports is for, in a reader's words. */
const PURPOSES: Readonly<Record<string, string>> = {
  'ledger.storeIntent': 'store the request',
  'ledger.fetchRecipient': 'read consent and caps',
  'ledger.fetchNotification': 'read the notification',
  'ledger.claimSlot': 'claim the recipient',
  'ledger.writeAhead': 'write ahead, right before the POST',
  'ledger.conclude': 'record the outcome',
  'ledger.releaseSlot': 'release the recipient',
  'killSwitch.fetchPause': 'read the kill switch',
  'sessions.findByContact': "find the contact's sessions",
  'budget.reserve': 'take slots of the API budget',
  'tokens.getToken': 'share the OAuth token',
  'registry.keep': 'keep the session',
  'recipients.changePreference': 'keep what the contact wants',
};

export const purposeOf = (verb: string): string => PURPOSES[verb] ?? verb;
