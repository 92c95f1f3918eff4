/** How long an outcome may take: a case fails for what is wrong, not because the machine is busy. */
export const PATIENCE_MS = 60_000;
