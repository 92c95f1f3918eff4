import { ofPorts, ofStore } from './mutant';
import type { Mutant } from './mutant';

/** Mutants of what is due: who looks again when an execution has vanished. */
export const dueMutants: readonly Mutant[] = [
  {
    subject: { name: 'nobody sweeps', hasNoSweeper: true },
    dies: { profile: 'harsh', doubt: 'park', seed: 3 },
  },
  {
    subject: {
      name: 'a stored intent is due nowhere',
      store: ofStore((ledger) => ({
        storeIntent: (intent) => {
          const stored = ledger.storeIntent(intent);
          if (stored.kind === 'stored') ledger.due.note(intent.notificationKey, undefined);
          return stored;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 22 },
  },
  {
    subject: {
      name: 'a due row is taken out instead of postponed',
      store: ofStore((ledger) => ({
        postpone: (seen, dueAtMs) => {
          const isMoved = ledger.postpone(seen, dueAtMs);
          ledger.due.note(seen.notificationKey, undefined);
          return isMoved;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 4 },
  },
  {
    subject: {
      name: 'an outcome that must be heard is due nowhere',
      store: ofStore((ledger) => ({
        conclude: (conclusion, decisions) => {
          const standing = ledger.conclude(conclusion, decisions);
          ledger.noteTold(conclusion.notificationKey);
          return standing;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 47 },
  },
  {
    subject: {
      name: 'a step that finds an outcome says nothing',
      kit: ofPorts(['Load session', 'Preflight conversation', 'Diagnose refusal'], (aws) => ({
        fetchNotification: async (key) => {
          const found = await aws.fetchNotification(key);
          return found?.kind === 'waiting' ? found : undefined;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 33 },
  },
  {
    subject: {
      name: 'a due row is not moved before its attempt starts',
      store: ofStore(() => ({ postpone: () => true })),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 4804 },
  },
];
