/** Names of the metrics that functions count, dashboards show and alarms watch. */
export const NOTIFICATIONS_METRIC = 'Notifications';
/** From when a notification could have been sent at the earliest to its outcome. */
export const SECONDS_TO_OUTCOME_METRIC = 'SecondsToOutcome';
/** Outcomes that only somebody with rights at Genesys can prevent from coming again. */
export const MISSING_RIGHTS_METRIC = 'MissingRights';
export const SWEEPS_METRIC = 'Sweeps';
export const DUE_METRIC = 'DueNotifications';
/** How long the longest overdue notification has been due when a sweep found it. */
export const OLDEST_DUE_METRIC = 'OldestDueSeconds';
/** Share of the slots of the API budget that were given between two sweeps; at 100 everything else waits. */
export const API_BUDGET_USED_METRIC = 'ApiBudgetUsedPercent';
/** Seconds between the newest conversation event of a batch and its reading. */
export const NEWEST_EVENT_AGE_METRIC = 'NewestEventAgeSeconds';
export const UNREADABLE_EVENTS_METRIC = 'UnreadableEvents';
export const STALE_SESSIONS_METRIC = 'StaleSessions';

/** Dimensions are fields of the log line a metric stands in, so their names are the fields' names. */
export const OUTCOME_DIMENSION = 'outcome';
export const REASON_DIMENSION = 'reason';
