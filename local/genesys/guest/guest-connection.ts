import type { GuestSession } from '../model/guest-session';
import type { Platform } from '../model/platform';
import type { ServerFrame } from './guest-frames';

/** One WebSocket of one browser tab. */
export interface GuestConnection {
  readonly platform: Platform;
  readonly deploymentId: string;
  readonly send: (frame: ServerFrame, tracingId?: string) => void;
  readonly close: () => void;
  /** Sends to every tab that uses the same session. */
  readonly broadcast: (frame: ServerFrame, tracingId?: string) => void;
  session: GuestSession | undefined;
}

/** From now on this tab, and no pretended one, is where the customer's messages go. */
export const attach = (connection: GuestConnection, session: GuestSession): void => {
  detach(connection);
  session.tabOpen = false;
  session.sockets += 1;
  connection.session = session;
};

export const detach = (connection: GuestConnection): void => {
  if (connection.session === undefined) return;
  connection.session.sockets -= 1;
  connection.session = undefined;
};
