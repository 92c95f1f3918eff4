/** Names that the table and its adapters share. */
export const BY_DUE_INDEX = 'ByDue';
/** What waits for something that an event about its recipient tells: sparse, by recipient and by what it waits for. */
export const BY_WAKE_INDEX = 'ByWake';

/**
 * The index has one partition per priority, so that the sweeper asks for what comes first, oldest first, without
 * reading what comes later. A few hundred writes a second fit into each.
 */
export const DUE_PARTITIONS = { single: 'DUE', campaign: 'DUE#campaign' } as const;

/** What stands in front of a notification's key in the table. */
export const NOTIFICATION_PREFIX = 'NOTIF#';

/** The one row of the kill switch: `pausedEverything` (BOOL) and `pausedTypes` (SS). */
export const CONTROL_KEY = 'CONTROL';
