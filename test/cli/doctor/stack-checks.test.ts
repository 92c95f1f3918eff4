import { NOON_MS } from '../../support/fixed-clock';
import { aws, findingOf, row, variables } from './support/rows';
import { aFunction, aRule } from './support/healthy-stack';

const DAY_MS = 86_400_000;
const aStack = (status: string) => aws({ readStack: { kind: 'found', status, resources: 83 } });
const named = (name: string, state: string) => [{ name, state }];
const key = (state: string) => aws({ readKeys: [{ name: 'Key', state, isRotated: false }] });

const justMade = aws({
  countSweeps: 0,
  readStack: { kind: 'found', status: 'CREATE_COMPLETE', resources: 83, createdAtMs: NOON_MS },
});

const PARTS = [
  row(
    'stack',
    'broken',
    ['is not there', /no such stack/],
    aws({ readStack: { kind: 'missing' } }),
  ),
  row('stack', 'broken', ['failed at once', /ROLLBACK_COMPLETE/], aStack('ROLLBACK_COMPLETE')),
  row('stack', 'warning', ['is being updated', /IN_PROGRESS/], aStack('UPDATE_IN_PROGRESS')),
  row('stack', 'warning', ['was set back', /ROLLBACK/], aStack('UPDATE_ROLLBACK_COMPLETE')),
  row(
    'settings',
    'broken',
    ['lack a variable', /no function has a usable GENESYS_API_URL/],
    variables({ GENESYS_API_URL: undefined }),
  ),
  row(
    'settings',
    'unknown',
    ['are hidden by a key', /may not be read: AccessDeniedException/],
    aws({ readFunctions: [aFunction({ hiddenBy: 'AccessDeniedException' })] }),
  ),
  row(
    'functions',
    'broken',
    ['cannot start', /PostMessage: Failed/],
    aws({ readFunctions: [aFunction({ state: 'Failed' })] }),
  ),
  row(
    'functions',
    'broken',
    ['cannot be updated', /PostMessage: last update failed/],
    aws({ readFunctions: [aFunction({ lastUpdate: 'Failed' })] }),
  ),
  row(
    'workflow',
    'broken',
    ['was deleted', /MISSING/],
    aws({ readWorkflows: named('Workflow', 'MISSING') }),
  ),
  row('tables', 'broken', ['are gone', /MISSING/], aws({ readTables: named('Ledger', 'MISSING') })),
  row('workflow', 'broken', ['never was', /has none/], aws({ readWorkflows: [] })),
  row('encryption-key', 'notChecked', ["is the app's", /none of its own/], aws({ readKeys: [] })),
  row('encryption-key', 'broken', ['is to be deleted', /PendingDel/], key('PendingDeletion')),
  row('encryption-key', 'warning', ['is not rotated', /not rotated/], key('Enabled')),
];

const EVENTS = [
  row(
    'rules',
    'broken',
    ['are switched off', /NotificationRequests: DISABLED/],
    aws({ readRules: [aRule(), aRule({ state: 'DISABLED' })] }),
  ),
  row(
    'rules',
    'broken',
    ['lead nowhere', /no target/],
    aws({ readRules: [aRule({ targets: 0 })] }),
  ),
  row(
    'partner-source',
    'warning',
    ['was never set', /extra sources only/],
    aws({ readPartnerBus: undefined }),
  ),
  row(
    'partner-source',
    'broken',
    ['waits to be associated', /PENDING/],
    aws({ readPartnerSource: 'PENDING' }),
  ),
  row(
    'partner-source',
    'broken',
    ['is unknown to EventBridge', /no such source/],
    aws({ readPartnerSource: undefined }),
  ),
  row(
    'intake',
    'broken',
    ['is switched off', /Disabled/],
    aws({ readIntakes: named('Ingest', 'Disabled') }),
  ),
  row(
    'conversation-events',
    'warning',
    ['never came', /none was seen/],
    aws({ readNewestEventMs: undefined }),
  ),
  row(
    'conversation-events',
    'warning',
    ['are old', /3 days old/],
    aws({ readNewestEventMs: NOON_MS - 3 * DAY_MS }),
  ),
  row(
    'conversation-events',
    'ok',
    ['show in a live session only', /less than a minute/],
    aws({
      readNewestEventMs: undefined,
      readLiveSession: { conversationId: 'conversation-1', lastEventMs: NOON_MS - 1000 },
    }),
  ),
  row(
    'failure-queues',
    'warning',
    ['hold something', /UndeliveredEvents: 2/],
    aws({ readFailureQueues: [{ name: 'UndeliveredEvents', messages: 2 }] }),
  ),
  row(
    'failure-queues',
    'broken',
    ['are gone', /RejectedEvents: MISSING/],
    aws({ readFailureQueues: [{ name: 'RejectedEvents' }] }),
  ),
];

const UPKEEP = [
  row(
    'schedules',
    'broken',
    ['are switched off', /DISABLED/],
    aws({ readSchedules: named('EveryMinute', 'DISABLED') }),
  ),
  row('sweeper', 'broken', ['is silent', /no sweep in/], aws({ countSweeps: 0 })),
  row('sweeper', 'warning', ['has not begun', /no sweep yet/], justMade),
  row(
    'alarms',
    'warning',
    ['ring', /ringing: RegistrySilence/],
    aws({ readAlarms: named('RegistrySilence', 'ALARM') }),
  ),
  row(
    'speaking',
    'warning',
    ['is stopped by the kill switch', /kill switch is on/],
    aws({ readPause: { everything: true, types: [] } }),
  ),
  row(
    'speaking',
    'warning',
    ['is stopped for one type', /holds news/],
    aws({ readPause: { everything: false, types: ['news'] } }),
  ),
  row('speaking', 'warning', ['is rehearsed', /rehearses/], variables({ AUDIENCE: 'nobody' })),
  row(
    'lambda-concurrency',
    'warning',
    ['is that of a new account', /10 of 10/],
    aws({ readConcurrency: { limit: 10, unreserved: 10 } }),
  ),
];

describe('of a stack, the doctor', () => {
  it.each([...PARTS, ...EVENTS, ...UPKEEP])('finds $id $kind when they $when', async (one) => {
    const { kind, evidence } = await findingOf(one);

    expect(kind).toBe(one.kind);
    expect(evidence).toMatch(one.says);
  });
});
