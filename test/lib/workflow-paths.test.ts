import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  conclusion,
  notificationKey,
  returns,
  SEND_FAILED,
  sent,
} from '../support/workflow-answers';
import { startWorkflowUnderTest } from '../support/workflow-under-test';
import type { WorkflowUnderTest } from '../support/workflow-under-test';

const LOOK = ['Load session', 'Ready?', 'Reconcile', 'Another attempt?'];

const request = { id: 'e-1', 'detail-type': 'NotificationRequested', detail: { text: 'words' } };

let heard: WorkflowUnderTest['heard'];
let run: WorkflowUnderTest['run'];
let stop: WorkflowUnderTest['stop'];

beforeAll(async () => {
  ({ heard, run, stop } = await startWorkflowUnderTest());
}, 180_000);

afterAll(async () => {
  CloudAssembly.cleanupTemporaryDirectories();
  await stop();
});

describe('the workflow goes', () => {
  it('into the existing conversation when preflight finds it live, and tells the outcome', async () => {
    const { path, status } = await run(
      {
        'Load session': [returns('ready')],
        'Preflight conversation': [returns('existing')],
        'Post message': [sent],
      },
      request,
    );

    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      'Load session',
      'Ready?',
      'Preflight conversation',
      'Where to?',
      'Post message',
      'What came of it?',
      'Another attempt?',
      'Publish outcome',
      'Must it be heard?',
      'Done',
    ]);
    const outcome = await heard.take();
    expect(outcome).toMatchObject({ 'detail-type': 'NotificationSent', detail: conclusion });
    expect(JSON.stringify(outcome)).not.toContain('words');
  });

  it('to a new session when the conversation is closed', async () => {
    const { path } = await run(
      {
        'Load session': [returns('ready')],
        'Preflight conversation': [returns('new')],
        'Open new session': [sent],
      },
      request,
    );

    expect(path).toContain('Open new session');
    expect(path).not.toContain('Post message');
    await heard.take();
  });

  it('straight to a new session when no conversation is known', async () => {
    const { path } = await run(
      { 'Load session': [returns('new')], 'Open new session': [sent] },
      request,
    );

    expect(path.slice(0, 3)).toEqual(['Load session', 'Ready?', 'Open new session']);
    await heard.take();
  });

  it('over the bus when a conversation stands in the way', async () => {
    const { path } = await run(
      {
        'Load session': [returns('ready')],
        'Preflight conversation': [returns('new')],
        'Open new session': [returns('conflict', { notificationKey, conflict: 1 })],
      },
      request,
    );

    expect(path.slice(-2)).toEqual(['Publish conflict', 'Done']);
    expect(await heard.take()).toMatchObject({
      'detail-type': 'ConversationConflict',
      detail: { version: '1', notificationKey, conflict: 1 },
    });
  });

  it.each(['Preflight conversation', 'Post message'])(
    'to the diagnosis when Genesys refuses at "%s"',
    async (refusedAt) => {
      const answers = {
        'Preflight conversation': [returns('existing')],
        [refusedAt]: [returns('refused')],
      };

      const { path } = await run(
        { 'Load session': [returns('ready')], ...answers, 'Diagnose refusal': [sent] },
        request,
      );

      expect(path.slice(-5)).toEqual([
        'Diagnose refusal',
        'Another attempt?',
        'Publish outcome',
        'Must it be heard?',
        'Done',
      ]);
      await heard.take();
    },
  );

  it('back to the start after a wait, by the key alone', async () => {
    const { path } = await run(
      {
        'Load session': [returns('ready'), returns('nothing', {})],
        'Preflight conversation': [returns('later', { notificationKey, waitSeconds: 20 })],
      },
      request,
    );

    expect(path.slice(-5)).toEqual([
      'Wait for slot',
      'Load session',
      'Ready?',
      'Another attempt?',
      'Done',
    ]);
  });

  it.each(['Post message', 'Open new session'])(
    'to reconciliation, without a second try, when "%s" dies',
    async (sender) => {
      const kind = sender === 'Post message' ? 'existing' : 'new';

      const { path } = await run(
        {
          'Load session': [returns('ready')],
          'Preflight conversation': [returns(kind)],
          [sender]: [SEND_FAILED],
          Reconcile: [sent],
        },
        request,
      );

      expect(path.filter((state) => state === sender)).toHaveLength(1);
      expect(path).toContain('Reconcile');
      await heard.take();
    },
  );

  it('to reconciliation when nobody knows whether the message arrived', async () => {
    const { path } = await run(
      {
        'Load session': [returns('ready')],
        'Preflight conversation': [returns('existing')],
        'Post message': [returns('doubt', { notificationKey })],
        Reconcile: [sent],
      },
      request,
    );

    expect(path).toContain('Reconcile');
    await heard.take();
  });

  it('from the start to reconciliation when an earlier attempt died over its send', async () => {
    const { path } = await run(
      { 'Load session': [returns('doubt', { notificationKey })], Reconcile: [sent] },
      request,
    );

    expect(path).toEqual([...LOOK, 'Publish outcome', 'Must it be heard?', 'Done']);
    await heard.take();
  });

  it('through the settle window by way of a wait, and asks again from the start', async () => {
    const doubt = returns('doubt', { notificationKey });
    const settling = returns('later', { notificationKey, waitSeconds: 90 });

    const { path, status } = await run(
      { 'Load session': [doubt, doubt], Reconcile: [settling, sent] },
      request,
    );

    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      ...LOOK,
      'Wait for slot',
      ...LOOK,
      'Publish outcome',
      'Must it be heard?',
      'Done',
    ]);
    await heard.take();
  });
});
