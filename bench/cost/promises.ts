import { BY_DUE_INDEX, BY_RECIPIENT_INDEX } from '../../lambda/contract/ledger-table';
import type { PriceTable } from '../../lambda/contract/price-table';
import type { Path } from '../counted/count';
import type { BookedCall } from '../counted/call-book';
import type { ResultTable } from '../frame/results';

/** What a user is promised, and the calls and index entries by which it is kept. */
interface Kept {
  readonly promise: string;
  readonly verbs: readonly string[];
  readonly index?: string;
}

const KEPT: readonly Kept[] = [
  {
    promise: 'never twice, one at a time for each contact, nobody who opted out',
    verbs: [
      'ledger.claimSlot',
      'ledger.fetchNotification',
      'ledger.writeAhead',
      'ledger.releaseSlot',
    ],
  },
  {
    promise: 'stored before anything else, and an answer to "why was it (not) sent?"',
    verbs: ['ledger.storeIntent', 'ledger.conclude'],
  },
  { promise: 'what dies on the way is found, and goes on', verbs: [], index: BY_DUE_INDEX },
  {
    promise: "a contact's notifications are found, and erased",
    verbs: [],
    index: BY_RECIPIENT_INDEX,
  },
  { promise: "Genesys's limit is kept, by everybody together", verbs: ['budget.reserve'] },
  { promise: 'the kill switch works at once', verbs: ['killSwitch.fetchPause'] },
  {
    promise: 'the session, the consent and the caps of the contact are known',
    verbs: ['sessions.findByContact', 'ledger.fetchRecipient'],
  },
];

const MILLION = 1_000_000;

export interface PricedPromise {
  readonly promise: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** For a million notifications. */
  readonly dollars: number;
  readonly isIndex: boolean;
}

/** Shares out what a notification takes of the database among the promises it keeps. */
export function pricePromises(
  { calls, times }: Pick<Path, 'calls' | 'times'>,
  { perMillion }: Pick<PriceTable, 'perMillion'>,
): PricedPromise[] {
  const sum = (value: (call: BookedCall) => number): number =>
    calls.reduce((total, call) => total + value(call), 0) / times;
  const priced = KEPT.map(({ promise, verbs, index }): PricedPromise => {
    const isOurs = ({ verb }: BookedCall): boolean => verbs.includes(verb);
    const readUnits = sum((call) => (isOurs(call) ? call.readUnits : 0));
    const ofIndex = (call: BookedCall) =>
      index === undefined ? 0 : (call.unitsByIndex[index] ?? 0);
    const writeUnits = sum((call) => (isOurs(call) ? call.writeUnits : 0) + ofIndex(call));
    const dollars =
      readUnits * perMillion.dynamoDbReadUnits + writeUnits * perMillion.dynamoDbWriteUnits;
    return { promise, readUnits, writeUnits, dollars, isIndex: index !== undefined };
  });
  const counted = sum((call) => call.readUnits + call.writeUnits + call.indexUnits);
  const shared = priced.reduce((total, each) => total + each.readUnits + each.writeUnits, 0);
  if (Math.abs(counted - shared) > 1 / MILLION) {
    throw new Error(`${counted} units were counted, and ${shared} belong to a promise`);
  }
  return priced.toSorted((a, b) => b.dollars - a.dollars);
}

export const promisesTable = (priced: readonly PricedPromise[]): ResultTable => ({
  title: 'What each promise takes of the database, in dollars per million notifications',
  head: ['promise', 'read units', 'write units', 'dollars'],
  rows: priced.map(({ promise, readUnits, writeUnits, dollars }) => [
    promise,
    readUnits,
    writeUnits,
    dollars.toFixed(2),
  ]),
  notes: [
    'Of a notification into a live conversation; who needs less pays for less only by giving up the promise.',
  ],
});
