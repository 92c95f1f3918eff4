/** Names of the metrics that functions count and alarms watch. */
export const NOTIFICATIONS_METRIC = 'Notifications';
export const OUTCOME_DIMENSION = 'Outcome';
export const SWEEPS_METRIC = 'Sweeps';
export const DUE_METRIC = 'DueNotifications';
/** Seconds between the newest conversation event of a batch and its reading. */
export const NEWEST_EVENT_AGE_METRIC = 'NewestEventAgeSeconds';
export const UNREADABLE_EVENTS_METRIC = 'UnreadableEvents';
export const STALE_SESSIONS_METRIC = 'StaleSessions';
