import type { Log } from '../domain/ports';

/** One JSON line per entry on stdout, which Lambda ships to the function's log group. */
export const logToStdout: Log = (level, fields) => {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), ...fields })}\n`);
};
