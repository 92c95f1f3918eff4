import { NO_FAULTS } from './faults';
import type { PlannedNotification, Scenario } from './scenario';
import { Simulation } from './simulation';

const PROBE: Omit<PlannedNotification, 'triggers'> = {
  occurrence: 'probe',
  text: '0: anybody there?',
  policy: {},
  names: 'contact',
};

/**
 * Says how many slots are held for ever. A slot that a dead run left in SENDING does no harm while the next
 * notification to this recipient gets past it; so one more is sent, in a world without faults.
 */
export async function countSlotsHeldForEver(over: Simulation): Promise<number> {
  const { circumstances, ledger, recipientRef } = over;
  if (ledger.row(recipientRef).slot?.phase !== 'SENDING') return 0;
  const { time, scenario } = circumstances;
  const triggers = [{ kind: 'first', atMs: time.nowMs + 1 }] as const;
  const calm: Scenario = {
    contactId: scenario.contactId,
    conversationId: scenario.conversationId,
    isLive: false,
    isKnown: true,
    whenGone: scenario.whenGone,
    notifications: [{ ...PROBE, triggers }],
    flipsAtMs: [],
  };
  const probe = new Simulation({ ...circumstances, scenario: calm, faults: NO_FAULTS }, ledger);
  await probe.run();
  const reason = probe.rowOf(PROBE.occurrence)?.conclusion?.reason;
  return reason === undefined || reason === 'ATTEMPTS_EXHAUSTED' ? 1 : 0;
}
