import type { GuestSession } from '../model/guest-session';
import type { Platform } from '../model/platform';
import type { AdmitMessage } from './frame-dispatch';

/** Two messages in any one second is all that a session may send. */
export const createMessageRate = (platform: Platform): AdmitMessage => {
  const sentAt = new WeakMap<GuestSession, number[]>();
  return (session) => {
    const now = platform.clock.now();
    const recent = (sentAt.get(session) ?? []).filter((time) => now - time < 1000);
    const admitted = recent.length < platform.settings.guestMessagesPerSecond;
    sentAt.set(session, admitted ? [...recent, now] : recent);
    return admitted;
  };
};
