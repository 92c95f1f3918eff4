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

const parked = returns('concluded', {
  detailType: 'NotificationParked',
  mustBeHeard: true,
  conclusion,
});
const request = { id: 'e-1', 'detail-type': 'NotificationRequested', detail: { text: 'words' } };

let heard: WorkflowUnderTest['heard'];
let rejected: WorkflowUnderTest['rejected'];
let run: WorkflowUnderTest['run'];
let stop: WorkflowUnderTest['stop'];

beforeAll(async () => {
  ({ heard, rejected, run, stop } = await startWorkflowUnderTest());
}, 180_000);

afterAll(async () => {
  CloudAssembly.cleanupTemporaryDirectories();
  await stop();
});
describe('the workflow tells', () => {
  it('the outcome of a notification that is concluded at once', async () => {
    const { path } = await run({ 'Load session': [sent] }, request);

    expect(path.slice(-3)).toEqual(['Publish outcome', 'Must it be heard?', 'Done']);
    await heard.take();
  });

  it('that a notification waits, and ends', async () => {
    const held = { notificationKey, outcome: 'HELD', reason: 'PAUSED' };
    const hold = returns('held', { detailType: 'NotificationHeld', held });

    const { path, status } = await run({ 'Load session': [hold] }, request);

    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['Publish hold', 'Done']);
    expect(await heard.take()).toMatchObject({ 'detail-type': 'NotificationHeld', detail: held });
  });

  it('an outcome that must be heard, and notes that it was told', async () => {
    const { path, status } = await run(
      { 'Load session': [parked], 'Note as told': [returns('told', {})] },
      request,
    );

    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-4)).toEqual([
      'Publish outcome',
      'Must it be heard?',
      'Note as told',
      'Done',
    ]);
    await heard.take();
  });

  it('an outcome even if that note fails', async () => {
    const { status } = await run(
      { 'Load session': [parked], 'Note as told': [SEND_FAILED] },
      request,
    );

    expect(status).toBe('SUCCEEDED');
    await heard.take();
  });

  it('nothing for a repeat', async () => {
    const { path } = await run({ 'Load session': [returns('nothing', {})] }, request);

    expect(path).toEqual(['Load session', 'Ready?', 'Another attempt?', 'Done']);
  });

  it('what is wrong with an unusable event, and keeps the event', async () => {
    const rejection = {
      reason: 'INVALID_EVENT',
      problems: [{ code: 'FIELD_MISSING', path: 'detail.text' }],
    };

    await run({ 'Load session': [returns('invalid', { rejection })] }, request);

    expect(await rejected.take()).toEqual({ event: request, cause: rejection });
    expect(await heard.take()).toMatchObject({
      'detail-type': 'NotificationRejected',
      detail: rejection,
    });
  });

  it('of a request that could not be stored by failing, and keeps the event', async () => {
    const down = { Throw: { Error: 'AwsCallError', Cause: 'dynamodb PutItem: DEADLINE' } };

    const { status, path } = await run({ 'Load session': [down, down, down, down] }, request);

    expect(status).toBe('FAILED');
    expect(path.slice(-2)).toEqual(['Keep untaken event', 'Not taken in']);
    expect(await rejected.take()).toMatchObject({ event: request });
  });
});
