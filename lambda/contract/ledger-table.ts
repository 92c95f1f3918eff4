/** Names that the table and its adapters share. */
export const BY_DUE_INDEX = 'ByDue';
/** What waits for something that an event about its recipient tells: sparse, by recipient and by what it waits for. */
export const BY_WAKE_INDEX = 'ByWake';

/** Every notification of a recipient, by the time it was first told of: written once, when the row is. */
export const BY_RECIPIENT_INDEX = 'ByRecipient';
/** Sparse: what ended and may need a person, by how and when it ended. Nothing that was sent ever stands here. */
export const BY_ENDING_INDEX = 'ByEnding';

/**
 * The index has one partition per priority, so that the sweeper asks for what comes first, oldest first, without
 * reading what comes later. A few hundred writes a second fit into each.
 */
export const DUE_PARTITIONS = { single: 'DUE', campaign: 'DUE#campaign' } as const;

/** What stands in front of a notification's key in the table. */
export const NOTIFICATION_PREFIX = 'NOTIF#';

/** What stands in front of the key of a request that was put aside when it was refused or parked. */
export const ASIDE_PREFIX = 'ASIDE#';
/** How long it can be redriven; then text and contact are gone from there as well. */
export const ASIDE_DAYS = 14;

/** The one row of the kill switch: `pausedEverything` (BOOL) and `pausedTypes` (SS). */
export const CONTROL_KEY = 'CONTROL';
