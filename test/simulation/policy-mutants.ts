import { wakeOn } from '../../lambda/domain/holds';
import { ofStore, override } from './mutant';
import type { Mutant } from './mutant';

/** Mutants of the session policies: what ends the search among channels, and what ends a wait. */
export const policyMutants: readonly Mutant[] = [
  {
    subject: {
      name: 'a lost answer on a channel leads to the next one',
      kit: (kit) => {
        const { genesys } = kit;
        const sendByChannel: typeof genesys.sendByChannel = async (message) => {
          const answer = await genesys.sendByChannel(message);
          const refusal = { status: 500, code: 'none', missing: [] };
          return answer.kind === 'unknown' ? { ...answer, kind: 'refused', refusal } : answer;
        };
        return {
          ...kit,
          genesys: override(genesys, { sendByChannel: sendByChannel.bind(genesys) }),
        };
      },
    },
    dies: { profile: 'policies', doubt: 'park', seed: 90 },
  },
  {
    subject: {
      name: 'a wait for the customer relies on its event alone',
      store: ofStore((ledger) => ({
        hold: (note) => {
          const untilMs = wakeOn(note.hold.reason) === undefined ? note.hold.untilMs : Infinity;
          return ledger.hold({ ...note, hold: { ...note.hold, untilMs } });
        },
      })),
    },
    dies: { profile: 'policies', doubt: 'park', seed: 14 },
  },
];
