/** What the browser keeps a token for. The conversation outlives the tab; access outlives neither. */
export interface GuestSession {
  readonly token: string;
  readonly deploymentId: string;
  /** The opaque address by which events name the guest. */
  readonly guestId: string;
  contactId: string;
  expiresAt: number;
  /** The tab that the control API keeps open for the customer. */
  tabOpen: boolean;
  /** WebSockets that are configured with this token. */
  sockets: number;
  readOnly: boolean;
  /** The guest asked to start anew: its next message must not thread into the previous conversation. */
  startNew: boolean;
}

export const isExpired = (session: GuestSession, now: number): boolean => now >= session.expiresAt;

export const isReachable = (session: GuestSession, now: number): boolean =>
  !isExpired(session, now) && (session.tabOpen || session.sockets > 0);
