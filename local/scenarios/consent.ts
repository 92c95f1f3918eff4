import { setTimeout as pause } from 'node:timers/promises';
import { RECIPIENT_PREFERENCE_CHANGED } from '../../lambda/contract/preference-events';
import type { Teller } from '../story/storyteller';
import { expectReceived, expectTold } from './expectation';
import { TEXT, type Rehearsal } from './rehearsal';
import type { Scenario } from './scenario';

/** Preferences pass through a queue; a moment later they stand. */
const QUEUE_MS = 5_000;

async function say(rehearsal: Rehearsal, teller: Teller, consent: string): Promise<void> {
  const { contactId } = rehearsal;
  const changedAt = new Date().toISOString();
  await rehearsal.publish(RECIPIENT_PREFERENCE_CHANGED, { contactId, changedAt, consent });
  teller.received(`the contact has ${consent}`);
  await pause(QUEUE_MS);
}

export const consent: Scenario = {
  name: 'consent',
  title: 'Nobody is written to who has not agreed, or not any more',
  settings: () => ({ missingConsent: 'suppress' }),
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request('before-anything');
    await expectTold(rehearsal, teller, {
      occurrence: 'before-anything',
      outcome: 'SUPPRESSED',
      reason: 'NO_CONSENT_RECORD',
    });
    await say(rehearsal, teller, 'optedIn');
    await rehearsal.request('after-the-yes');
    await expectTold(rehearsal, teller, {
      occurrence: 'after-the-yes',
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
    });
    await say(rehearsal, teller, 'optedOut');
    await rehearsal.request('after-the-no');
    await expectTold(rehearsal, teller, {
      occurrence: 'after-the-no',
      outcome: 'SUPPRESSED',
      reason: 'OPTED_OUT',
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
