import type { StepOutput } from '../../lambda/contract/workflow';
import {
  SENDER_TIMEOUT_SECONDS,
  STEP_TIMEOUT_SECONDS,
  SWEEP_TIMEOUT_SECONDS,
} from '../../lambda/contract/timeouts';
import type {
  Clock,
  ConversationApi,
  DueNotifications,
  Identity,
  KillSwitch,
  Ledger,
  SessionFinder,
  WorkflowStarter,
} from '../../lambda/domain/ports';
import type { Exchange } from '../../lambda/domain/answer';
import type { SendAnswer } from '../../lambda/domain/ports';
import type { WaitingNotifications } from '../../lambda/domain/ports-waking';
import { diagnoseRefusal } from '../../lambda/steps/diagnose-refusal';
import { loadSession } from '../../lambda/steps/load-session';
import { openNewSession } from '../../lambda/steps/open-new-session';
import { postMessage } from '../../lambda/steps/post-message';
import { preflightConversation } from '../../lambda/steps/preflight-conversation';
import { reconcile } from '../../lambda/steps/reconcile';
import { sendByChannel } from '../../lambda/steps/send-by-channel';
import type { SendDeps } from '../../lambda/steps/send-notification';
import { NO_CONDITIONS } from '../support/conditions';
import { limitsOf } from '../support/limits';
import type { ControlName } from './controls';
import type { MemoryLedger, Store } from './memory-ledger';
import { DEADLINE_MS } from './send-outcomes';
import type { Worker } from './worker';

export type AwsPorts = Ledger &
  KillSwitch &
  DueNotifications &
  WaitingNotifications &
  SessionFinder &
  Identity &
  WorkflowStarter;

/** What one worker has to work with. */
export interface Kit {
  readonly worker: Worker;
  readonly aws: AwsPorts;
  readonly genesys: ConversationApi;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly sleep: (ms: number) => Promise<void>;
}

export type StepName =
  | 'Load session'
  | 'Preflight conversation'
  | 'Post message'
  | 'Open new session'
  | 'Send by channel'
  | 'Diagnose refusal'
  | 'Reconcile';

export type RunStep = (input: unknown, remainingMs: () => number) => Promise<StepOutput>;

/** What is put to the test: production's steps, or these with one thing changed. */
export interface Subject {
  readonly name: string;
  /** Changes what the store does, for everybody. */
  readonly store?: (ledger: MemoryLedger) => Store;
  /** Changes what a worker sees. */
  readonly kit?: (kit: Kit, ledger: MemoryLedger) => Kit;
  /** Changes what an exchange means. */
  readonly read?: (exchange: Exchange) => SendAnswer;
  readonly step?: (name: StepName, kit: Kit) => RunStep | undefined;
  /** Replaces workflow and steps altogether. */
  readonly control?: ControlName;
  readonly hasNoSweeper?: boolean;
  /** Lets the workflow repeat a send that failed. */
  readonly retriesSends?: boolean;
}

export const PRODUCTION: Subject = { name: 'production' };

const LIMITS = new Map<StepName | 'Sweep' | 'Wake', number>([
  ['Wake', STEP_TIMEOUT_SECONDS],
  ['Load session', STEP_TIMEOUT_SECONDS],
  ['Sweep', SWEEP_TIMEOUT_SECONDS],
]);

/** Seconds that each step may run, as the stack sets them. */
export const limitSeconds = (name: StepName | 'Sweep' | 'Wake'): number =>
  LIMITS.get(name) ?? SENDER_TIMEOUT_SECONDS;

export function runStep(subject: Subject, name: StepName, kit: Kit): RunStep {
  return subject.step?.(name, kit) ?? productionStep(name, kit);
}

function productionStep(name: StepName, kit: Kit): RunStep {
  const { aws: ledger, genesys: conversations, clock, sleep } = kit;
  switch (name) {
    case 'Load session':
      return loadSession({
        ledger,
        killSwitch: ledger,
        sessions: ledger,
        identity: ledger,
        clock,
        settings: SETTINGS,
        templates: {},
        limits: CONSENT_RULE,
      });
    case 'Preflight conversation':
      return preflightConversation({ ledger, conversations, clock });
    case 'Post message':
      return postMessage(sendDeps(kit));
    case 'Open new session':
      return openNewSession(sendDeps(kit));
    case 'Send by channel':
      return sendByChannel(sendDeps(kit));
    case 'Diagnose refusal':
      return diagnoseRefusal({ ledger, conversations, clock });
    case 'Reconcile':
      return reconcile({ ledger, conversations, clock, sleep });
  }
}

/** Silence where nobody has agreed: the stricter condition. */
const CONSENT_RULE = limitsOf({ missingConsent: 'suppress' });

const SETTINGS = {
  unknownContact: 'startNew',
  needsDeployment: false,
  // A run is over in hours, and so is its patience.
  patienceMs: 3_600_000,
} as const;

const sendDeps = ({ aws, genesys, clock, leaseMs }: Kit): SendDeps => ({
  ledger: aws,
  killSwitch: aws,
  audience: { kind: 'everybody' },
  conditions: NO_CONDITIONS,
  limits: CONSENT_RULE,
  conversations: genesys,
  identity: aws,
  clock,
  sendDeadlineMs: DEADLINE_MS,
  leaseMs,
});
