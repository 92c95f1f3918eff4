/** Names that the table and its adapter share. */
export const BY_CONTACT_INDEX = 'ByContact';
export const BY_WEBCHAT_SESSION_INDEX = 'ByWebchatSession';
