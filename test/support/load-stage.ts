import type { MessageTemplates } from '../../lambda/contract/message-templates';
import { loadSession } from '../../lambda/steps/load-session';
import type { LoadSessionDeps } from '../../lambda/steps/load-session';
import type { LoadSessionOutput } from '../../lambda/contract/workflow';
import { anEvent, aRequest } from './builders';
import { fixedClock, NOON_MS } from './fixed-clock';
import { fixedKillSwitch } from './fixed-kill-switch';
import { fixedIdentity } from './fixed-identity';
import { createInMemoryLedger } from './in-memory-ledger';
import { createInMemorySessions } from './in-memory-sessions';
import { NO_LIMITS } from './limits';

/** A week. */
export const PATIENCE_MS = 604_800_000;

/** Everything "Load session" needs; contact-1 has a live conversation at deployment-1. */
export async function loadStage(
  settings: Partial<LoadSessionDeps['settings']> = {},
  templates: MessageTemplates = {},
  limits: LoadSessionDeps['limits'] = NO_LIMITS,
) {
  const ledger = createInMemoryLedger();
  const sessions = createInMemorySessions();
  const clock = fixedClock();
  await sessions.applyChange({
    kind: 'started',
    conversationId: 'conversation-1',
    contactId: 'contact-1',
    deploymentId: 'deployment-1',
    atMs: NOON_MS - 60_000,
  });
  const killSwitch = fixedKillSwitch();
  const run = loadSession({
    ledger,
    killSwitch,
    sessions,
    clock,
    limits,
    identity: fixedIdentity(),
    settings: {
      unknownContact: 'reject',
      needsDeployment: true,
      patienceMs: PATIENCE_MS,
      ...settings,
    },
    templates,
  });
  const load = (event: unknown, executionName = 'execution-1'): Promise<LoadSessionOutput> =>
    run({ executionName, event });
  const request = (fields: object = {}, executionName?: string): Promise<LoadSessionOutput> =>
    load(anEvent('NotificationRequested', aRequest(fields)), executionName);
  return { ledger, killSwitch, sessions, clock, load, request };
}

/** The key of the notification an output is about. */
export function keyIn(output: LoadSessionOutput): string {
  if ('notificationKey' in output && output.notificationKey) return output.notificationKey;
  if (output.kind === 'concluded') return output.conclusion.notificationKey;
  throw new Error(`${output.kind} names no notification`);
}
