/** How long a function that sends may run: two requests to Genesys, a token, and the writes around them. */
export const SENDER_TIMEOUT_SECONDS = 30;
/** How long the others may run. */
export const STEP_TIMEOUT_SECONDS = 15;
/** The workflow waits this much longer for a task than its function can live, so that a task that failed is over. */
export const TASK_GRACE_SECONDS = 5;
