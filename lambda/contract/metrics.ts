/** Names of the metrics that functions count and alarms watch. */
export const NOTIFICATIONS_METRIC = 'Notifications';
export const OUTCOME_DIMENSION = 'Outcome';
export const SWEEPS_METRIC = 'Sweeps';
export const DUE_METRIC = 'DueNotifications';
