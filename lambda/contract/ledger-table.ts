/** Names that the table and its adapters share. */
export const BY_DUE_INDEX = 'ByDue';

/** The index has one partition: what is due is at most a few hundred rows, at five sends a second. */
export const DUE_PARTITION = 'DUE';

/** What stands in front of a notification's key in the table. */
export const NOTIFICATION_PREFIX = 'NOTIF#';

/** The one row of the kill switch: `pausedEverything` (BOOL) and `pausedTypes` (SS). */
export const CONTROL_KEY = 'CONTROL';
