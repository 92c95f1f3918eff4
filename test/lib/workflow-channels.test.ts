import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { returns, SEND_FAILED, sent } from '../support/workflow-answers';
import { startWorkflowUnderTest } from '../support/workflow-under-test';
import type { WorkflowUnderTest } from '../support/workflow-under-test';

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
  it('from channel to channel while they refuse, without asking for the conversation again', async () => {
    const { path } = await run(
      {
        'Load session': [returns('ready')],
        'Preflight conversation': [returns('fallback')],
        'Send by channel': [returns('fallback'), sent],
      },
      request,
    );

    expect(path.slice(2)).toEqual([
      'Preflight conversation',
      'Where to?',
      'Send by channel',
      'What came of it?',
      'Send by channel',
      'What came of it?',
      'Another attempt?',
      'Publish outcome',
      'Must it be heard?',
      'Done',
    ]);
    await heard.take();
  });

  it('straight to its channels when no conversation is known, and asks what became of a lost answer', async () => {
    const { path } = await run(
      {
        'Load session': [returns('fallback')],
        'Send by channel': [SEND_FAILED],
        Reconcile: [sent],
      },
      request,
    );

    expect(path.slice(0, 4)).toEqual(['Load session', 'Ready?', 'Send by channel', 'Reconcile']);
    await heard.take();
  });
});
