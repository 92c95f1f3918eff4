/** How long a function that sends may run: two requests to Genesys, a token, and the writes around them. */
export const SENDER_TIMEOUT_SECONDS = 30;
/**
 * How long after the write-ahead the conversation has the last word on whether a message arrived. It must exceed
 * what is left of the function (30 s), processing after we hung up (20 s), the lag of the message list (15 s) and
 * twice the clock skew (4 s): 69 s, times 1.3.
 */
export const SETTLE_MS = 90_000;
/** An execution is over by then; a notification that is due again after that has lost its execution. */
export const NEXT_LOOK_MS = 330_000;
/** What a function keeps back of its time when it waits for its turn to call Genesys: the request itself, and its writes. */
export const CALL_RESERVE_MS = 13_000;
/** The sweeper spreads what it starts over most of a minute. */
export const SWEEP_TIMEOUT_SECONDS = 75;
/** How long the others may run. */
export const STEP_TIMEOUT_SECONDS = 15;
/** The workflow waits this much longer for a task than its function can live, so that a task that failed is over. */
export const TASK_GRACE_SECONDS = 5;
