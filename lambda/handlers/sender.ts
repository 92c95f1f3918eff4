import { randomUUID } from 'node:crypto';
import { sendEnvironment } from '../contract/environment';
import { readConditions } from '../contract/conditions';
import { readLimits } from '../contract/limits-variable';
import { SENDER_TIMEOUT_SECONDS } from '../contract/timeouts';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Telemetry } from '../domain/ports-telemetry';
import type { SendDeps } from '../steps/send-notification';
import { toAudience } from './audience';
import {
  GENESYS_DEADLINE_MS,
  openConditions,
  openConversations,
  openKillSwitch,
  openLedger,
  systemClock,
  telemetry,
} from './runtime';

/** What the two sending states share, read from the environment in the init phase. */
export function createSender(): { dependencies: SendDeps; telemetry: Telemetry } {
  const environment = parseOwn(sendEnvironment, process.env, 'the environment');
  const dependencies: SendDeps = {
    ledger: openLedger(environment.LEDGER_TABLE_NAME),
    killSwitch: openKillSwitch(environment.LEDGER_TABLE_NAME),
    audience: toAudience(environment),
    limits: readLimits(environment),
    conditions: openConditions(readConditions(environment)),
    conversations: openConversations(environment),
    identity: { newOwner: randomUUID },
    clock: systemClock,
    sendDeadlineMs: GENESYS_DEADLINE_MS,
    // A claim outlives every function that could still act on it.
    leaseMs: (SENDER_TIMEOUT_SECONDS + 10) * 1000,
  };
  return { dependencies, telemetry: telemetry(environment.METRICS_NAMESPACE) };
}
