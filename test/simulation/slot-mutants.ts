import { ofPorts, ofStore } from './mutant';
import type { Mutant } from './mutant';

/** Mutants of the recipient's slot: who may take it, hold it and let it go. */
export const slotMutants: readonly Mutant[] = [
  {
    subject: {
      name: 'SENDING ends with its lease',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          const { slot } = ledger.row(claim.recipientRef);
          if (slot !== undefined && slot.untilMs < claim.nowMs) slot.phase = 'CLAIMED';
          return ledger.claimSlot(claim);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 17 },
  },
  {
    subject: {
      name: 'a claim ignores the slot',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          ledger.row(claim.recipientRef).slot = undefined;
          return ledger.claimSlot(claim);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 4 },
  },
  {
    subject: {
      name: 'a dead claim is never taken over',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          const row = ledger.row(claim.recipientRef);
          return row.slot?.phase === 'CLAIMED' && row.slot.owner !== claim.owner
            ? { kind: 'busy', heldByKey: row.slot.key, phase: 'CLAIMED' }
            : ledger.claimSlot(claim);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 3637 },
  },
  {
    subject: {
      name: 'a late copy of a claim turns SENDING back',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          const row = ledger.row(claim.recipientRef);
          if (row.slot?.owner === claim.owner) row.slot.phase = 'CLAIMED';
          return ledger.claimSlot(claim);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 1158 },
  },
  {
    subject: {
      name: 'the write-ahead asks for no ticket',
      store: ofStore((ledger) => ({
        writeAhead: (ticket, { nowMs, conversationId }) => {
          const row = ledger.row(ticket.recipientRef);
          if (row.optOut) return 'optedOut';
          const { notificationKey: key, owner } = ticket;
          row.slot = {
            key,
            owner,
            phase: 'SENDING',
            untilMs: nowMs,
            sentAtMs: nowMs,
            conversationId,
          };
          return 'sending';
        },
      })),
    },
    dies: { profile: 'zombie-short-lease', doubt: 'park', seed: 2236 },
  },
  {
    subject: {
      name: 'a release asks for no ticket',
      store: ofStore((ledger) => ({
        releaseSlot: ({ recipientRef }) => {
          ledger.row(recipientRef).slot = undefined;
        },
      })),
    },
    dies: { profile: 'zombie-short-lease', doubt: 'park', seed: 232 },
  },
  {
    subject: {
      name: 'the slot is released before the outcome is recorded',
      kit: ofPorts('senders', (aws, _kit, ledger) => ({
        conclude: async (conclusion, decisions) => {
          const row = ledger.rows.get(conclusion.notificationKey);
          const slot = await aws.fetchSlot(row?.recipientRef ?? '');
          if (slot.kind === 'held') await aws.releaseSlot(slot.ticket);
          return aws.conclude(conclusion, decisions);
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 17 },
  },
  {
    subject: {
      name: 'a doubt releases the slot',
      kit: ofPorts('senders', (aws, _kit, ledger) => ({
        noteAttempt: async (note) => {
          const count = await aws.noteAttempt(note);
          const { recipientRef = '' } = ledger.rows.get(note.notificationKey) ?? {};
          const slot = await aws.fetchSlot(recipientRef);
          if (slot.kind === 'held') await aws.releaseSlot(slot.ticket);
          return count;
        },
      })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 16 },
  },
  {
    subject: {
      name: 'the notification is not read under the claim',
      kit: ofPorts('senders', (aws) => {
        const before = new Map<string, ReturnType<typeof aws.fetchNotification>>();
        return {
          claimSlot: async (claim) => {
            const { notificationKey } = claim;
            before.set(notificationKey, aws.fetchNotification(notificationKey));
            await before.get(notificationKey);
            return aws.claimSlot(claim);
          },
          fetchNotification: (key) => before.get(key) ?? aws.fetchNotification(key),
        };
      }),
    },
    dies: { profile: 'zombie-short-lease', doubt: 'park', seed: 3017 },
  },
  {
    subject: {
      name: 'a slot whose holder is concluded is never freed',
      kit: ofPorts('senders', () => ({ fetchSlot: () => Promise.resolve({ kind: 'free' }) })),
    },
    dies: { profile: 'harsh', doubt: 'park', seed: 168 },
  },
  {
    subject: {
      name: 'the epoch never grows',
      store: ofStore((ledger) => ({
        claimSlot: (claim) => {
          const claimed = ledger.claimSlot(claim);
          if (claimed.kind !== 'claimed') return claimed;
          const row = ledger.row(claim.recipientRef);
          row.epoch = 1;
          return { ...claimed, epoch: 1 };
        },
      })),
    },
    why: 'every claim has an owner of its own, and every fenced write names the owner as well',
  },
  {
    subject: {
      name: 'the workflow repeats a send that failed',
      retriesSends: true,
    },
    why: 'the repeat meets SENDING under its own key and turns into a doubt: the ledger decides, not the workflow',
  },
];
