import { ofPorts, ofStore } from './mutant';
import type { Mutant } from './mutant';

/** Mutants of the ledger: what is written when, and who finds it again. */
export const ledgerMutants: readonly Mutant[] = [
  {
    subject: {
      name: 'consent is not looked at in the write-ahead',
      store: ofStore((ledger) => ({
        writeAhead: (ticket, sending) => {
          const row = ledger.row(ticket.recipientRef);
          const { optOut } = row;
          row.optOut = false;
          const written = ledger.writeAhead(ticket, sending);
          row.optOut = optOut;
          return written;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 660 },
  },
  {
    subject: {
      name: 'consent is looked at before the slot',
      store: ofStore((ledger) => ({
        claimSlot: (claim) =>
          ledger.row(claim.recipientRef).optOut ? { kind: 'optedOut' } : ledger.claimSlot(claim),
      })),
    },
    dies: { profile: 'zombie-short-lease', doubt: 'park', seed: 30044 },
  },
  {
    subject: {
      name: 'the settle window is over at once',
      kit: ofPorts(['Reconcile'], (aws) => ({
        fetchSlot: async (recipientRef) => {
          const slot = await aws.fetchSlot(recipientRef);
          return slot.kind === 'held' ? { ...slot, sentAtMs: 0 } : slot;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'resend', seed: 257 },
  },
  {
    subject: {
      name: 'SENT is recorded before the POST',
      store: ofStore((ledger) => ({
        writeAhead: (ticket, sending) => {
          const written = ledger.writeAhead(ticket, sending);
          if (written !== 'sending') return written;
          const { notificationKey } = ticket;
          const outcome = { outcome: 'SENT', reason: 'DELIVERED_TO_NEW', nextStep: '' } as const;
          const at = { genesysCalls: 0, concludedAt: '' };
          ledger.conclude({ version: '1', notificationKey, ...outcome, ...at }, []);
          return written;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 2 },
  },
  {
    subject: {
      name: 'a conclusion overwrites the one before',
      store: ofStore((ledger) => ({
        conclude: (conclusion, decisions) => {
          const row = ledger.rows.get(conclusion.notificationKey);
          if (row !== undefined) row.conclusion = undefined;
          return ledger.conclude(conclusion, decisions);
        },
      })),
    },
    dies: { profile: 'zombie-short-lease', doubt: 'park', seed: 280 },
  },
  {
    subject: {
      name: 'attempts are not counted',
      store: ofStore((ledger) => ({
        noteAttempt: (note) => {
          const row = ledger.rows.get(note.notificationKey);
          const before = { attempts: row?.attempts, conflicts: row?.conflicts, looks: row?.looks };
          const count = ledger.noteAttempt(note);
          if (row !== undefined) Object.assign(row, before);
          return count;
        },
      })),
    },
    dies: { profile: 'mild', doubt: 'park', seed: 54 },
  },
  {
    subject: {
      name: 'conflicts never come to an end',
      kit: ofPorts('senders', (aws) => ({
        fetchNotification: async (key) => {
          const found = await aws.fetchNotification(key);
          return found?.kind === 'waiting' ? { ...found, conflicts: 0 } : found;
        },
      })),
    },
    dies: { profile: 'mild', doubt: 'park', seed: 54 },
  },
  {
    subject: {
      name: 'a repeated request overwrites the intent',
      store: ofStore((ledger) => ({
        storeIntent: (intent) => {
          ledger.rows.delete(intent.notificationKey);
          return ledger.storeIntent(intent);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 16 },
  },
  {
    subject: {
      name: 'Reconcile releases before it records',
      kit: ofPorts(['Reconcile'], (aws, _kit, ledger) => ({
        conclude: async (conclusion, decisions) => {
          const { recipientRef = '' } = ledger.rows.get(conclusion.notificationKey) ?? {};
          const slot = await aws.fetchSlot(recipientRef);
          if (slot.kind === 'held') await aws.releaseSlot(slot.ticket);
          return aws.conclude(conclusion, decisions);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 82 },
  },
  {
    subject: {
      name: 'Reconcile overlooks that a send is under way',
      kit: ofPorts(['Reconcile', 'Load session'], (aws) => ({
        fetchSlot: async (recipientRef) => {
          await aws.fetchSlot(recipientRef);
          return { kind: 'free' };
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 78 },
  },
  {
    subject: {
      name: 'the claim does not look at consent',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          const row = ledger.row(claim.recipientRef);
          const { optOut } = row;
          row.optOut = false;
          const claimed = ledger.claimSlot(claim);
          row.optOut = optOut;
          return claimed;
        },
      })),
    },
    why: 'the write-ahead asks again, and it is the only one that counts',
  },
  {
    subject: {
      name: 'a redrive knows nothing of a send in doubt',
      store: ofStore(() => ({ keepDoubt: () => 'kept' })),
    },
    dies: { profile: 'redrives', doubt: 'park', seed: 2 },
  },
];
