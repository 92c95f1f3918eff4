/**
 * How long the others take, in milliseconds. Assumed, not measured: none of them is on this machine. They decide what is
 * billed by duration, a fifth of the whole.
 */
export const LATENCIES = {
  /** A single-item call; AWS says single-digit milliseconds. */
  dynamoDb: 5,
  /** A request to Genesys over a connection that is open. */
  genesys: 130,
  /** From one state of an Express workflow to the function of the next. */
  handOver: 25,
} as const;
