import * as fc from 'fast-check';
import * as v from 'valibot';
import { bytesOf } from '../../../bench/memory/units';
import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { notificationItemKey, toNotification } from '../../../lambda/adapters/ledger-items';
import { storedDecisions, storedDecisionsAttribute } from '../../../lambda/adapters/ledger-json';
import type { Decision } from '../../../lambda/contract/outcomes';
import type { Intent } from '../../../lambda/domain/notification';
import { aConclusion, aPolicy, KEY, keyOf } from '../../support/builders';
import { LEDGER } from '../../support/emulated-tables';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { openMemoryTable } from '../../support/memory-tables';

const instant = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const decision: fc.Arbitrary<Decision> = fc.record(
  {
    at: instant,
    step: fc.string(),
    decision: fc.string(),
    evidence: fc.dictionary(
      fc.constantFrom('correlationId', 'messageId', 'status', 'code', 'cause', 'agent'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      { noNullPrototype: true },
    ),
    genesysCalls: fc.nat(),
  },
  { requiredKeys: ['at', 'step', 'decision'], noNullPrototype: true },
);

describe('the decision record in a row', () => {
  it('is read as it was written, whatever was decided', () => {
    fc.assert(
      fc.property(fc.array(decision), (decisions) => {
        const read = v.parse(storedDecisionsAttribute, storedDecisions(decisions));

        expect(read).toEqual(decisions);
      }),
    );
  });

  it('is read where it says everything by name, as rows of before do', () => {
    const decisions = [
      { at: NOON, step: 'Post message', decision: 'accepted', evidence: { status: 200 } },
      { at: NOON, step: 'Reconcile', decision: 'proven', genesysCalls: 1 },
    ];
    const L = decisions.map((each) => ({ S: JSON.stringify(each) }));

    expect(v.parse(storedDecisionsAttribute, { L })).toEqual(decisions);
  });

  it.each(['[1e99,"step","decision"]', '["2026","step","decision"]', '{}'])(
    'is not guessed at when nobody could have written it: %s',
    (S) => {
      expect(v.safeParse(storedDecisionsAttribute, { L: [{ S }] }).success).toBe(false);
    },
  );
});

describe('a row of before', () => {
  const whose = {
    ...notificationItemKey(KEY),
    recipientRef: { S: 'recipient-1' },
    bodyHash: { S: 'hash' },
    requestedBy: { S: 'execution-1' },
  };

  it('is read while it waits', () => {
    const intent = {
      notificationKey: KEY,
      recipientRef: 'recipient-1',
      contactId: 'contact-1',
      type: 'delivery-delay',
      occurrence: 'order-4711',
      text: 'Your order is late.',
      bodyHash: 'hash',
      policy: aPolicy(),
      priority: 'single',
      requestedAtMs: NOON_MS,
      requestedBy: 'execution-1',
    };
    const counters = { attempts: { N: '1' }, conflicts: { N: '0' }, looks: { N: '0' } };
    const row = {
      ...whose,
      ...counters,
      intent: { S: JSON.stringify(intent) },
      decisions: { L: [] },
    };

    expect(toNotification(row)).toMatchObject({ kind: 'waiting', intent, attempts: 1 });
  });

  it('is read when it has ended, and says what to do next in the words of today', () => {
    const conclusion = aConclusion({ outcome: 'SUPPRESSED', reason: 'OPTED_OUT' });
    const stored = { ...conclusion, nextStep: 'The words of before.' };
    const row = {
      ...whose,
      state: { S: 'SUPPRESSED' },
      conclusion: { S: JSON.stringify(stored) },
      decisions: { L: [] },
    };

    expect(toNotification(row)).toMatchObject({
      kind: 'concluded',
      conclusion: { ...conclusion, nextStep: 'Nothing: the contact has opted out.' },
    });
  });
});

/** A row costs a write unit for each kilobyte begun, before a write or after it, whichever is more. */
const KILOBYTE = 1024;

describe('the row of a delivered notification', () => {
  const uuid = '08f62410-6a2f-4249-bdb9-fd93f2afbd05';
  const calls = { genesysCalls: 1 };
  const lookedAt: readonly Decision[] = [
    { at: NOON, step: 'Load session', decision: 'ready' },
    {
      at: NOON,
      step: 'Preflight conversation',
      decision: 'active',
      evidence: { correlationId: uuid },
      ...calls,
    },
    {
      at: NOON,
      step: 'Post message',
      decision: 'accepted',
      evidence: { correlationId: uuid, messageId: uuid },
      ...calls,
    },
  ];

  // As EventBridge names the executions it starts.
  const requestedBy = `${uuid}_${uuid}`;
  const about = { type: 'delivery-delayed', occurrence: 'order-4711-2026-11-22' };
  const notificationKey = keyOf('A');
  const asked: Intent = {
    notificationKey,
    recipientRef: keyOf('B'),
    bodyHash: keyOf('C'),
    requestedBy,
    contactId: uuid,
    ...about,
    text: 'x'.repeat(300),
    policy: aPolicy(),
    priority: 'campaign',
    requestedAtMs: NOON_MS,
    requestId: uuid,
  };
  const ids = { conversationId: uuid, messageId: uuid, correlationId: uuid, requestId: uuid };
  const conclusion = aConclusion({ notificationKey, ...about, ...ids });

  function openLedger() {
    const { table, rows } = openMemoryTable(LEDGER);
    const bytes = () => bytesOf(rows.get(notificationItemKey(notificationKey), true).row ?? {});
    return { ledger: createDynamoDbLedger(table, () => NOON_MS), bytes };
  }

  it('stays below a kilobyte with ids as long as real ones, and a text of three hundred characters', async () => {
    const { ledger, bytes } = openLedger();

    await ledger.storeIntent(asked);
    const stored = bytes();
    await ledger.conclude(conclusion, lookedAt);

    expect(stored).toBeLessThanOrEqual(KILOBYTE);
    expect(bytes()).toBeLessThanOrEqual(KILOBYTE);
    expect(bytes()).toBeGreaterThan(KILOBYTE / 2);
  });

  it('stays below it while it waits for its time, with a text of an SMS', async () => {
    const { ledger, bytes } = openLedger();
    const untilMs = NOON_MS + 3_600_000;
    const decisions = [{ at: NOON, step: 'Load session', decision: 'NOT_YET' }];

    await ledger.storeIntent({ ...asked, text: 'x'.repeat(160), notBeforeMs: untilMs });
    const stored = bytes();
    await ledger.hold({
      notificationKey,
      hold: { reason: 'NOT_YET', untilMs, looks: 0 },
      decisions,
    });
    const held = bytes();
    await ledger.conclude(conclusion, lookedAt);

    expect(stored).toBeLessThan(held);
    expect(held).toBeLessThanOrEqual(KILOBYTE);
  });
});
