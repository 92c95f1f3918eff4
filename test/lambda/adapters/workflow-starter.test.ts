import { createAwsJsonClient } from '../../../lambda/adapters/aws-json-client';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { createWorkflowStarter } from '../../../lambda/adapters/workflow-starter';
import { readRequest } from '../../../lambda/steps/read-request';
import { readJson } from '../../local/genesys/support/read-json';
import { KEY } from '../../support/builders';
import { closingServers } from '../../support/closing-servers';
import { answerJson } from '../../support/loopback-server';
import type { Answer } from '../../support/loopback-server';

const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Workflow';
const started: Answer = (response) =>
  answerJson(response, 200, { executionArn: 'arn', startDate: 1 });
const throttled: Answer = (response) =>
  answerJson(response, 400, { __type: 'ThrottlingException' });

describe('createWorkflowStarter', () => {
  const start = closingServers();
  const starter = async (answer: Answer) => {
    const server = await start(answer);
    const callAws = createAwsJsonClient({
      service: 'states',
      send: createHttpSender({ deadlineMs: 1_000, nowMs: Date.now }),
      sleep: async () => undefined,
      environment: {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    });
    return { server, starter: createWorkflowStarter(callAws, ARN) };
  };

  it('starts the workflow with the key and nothing else', async () => {
    const { server, starter: workflow } = await starter(started);

    await workflow.startAttempt(KEY);

    expect(server.seen).toHaveLength(1);
    const [seen] = server.seen;
    const request = readJson<{ stateMachineArn: string; input: string }>(seen?.body ?? '{}');
    expect(seen?.headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
    expect(seen?.headers.authorization).toContain('/eu-west-1/states/aws4_request');
    expect(Object.keys(request).toSorted()).toEqual(['input', 'stateMachineArn']);
    expect(request.stateMachineArn).toBe(ARN);
    expect(readJson(request.input)).toEqual({
      'detail-type': 'AttemptDue',
      detail: { version: '1', notificationKey: KEY },
    });
  });

  it('starts it with an event that the workflow reads as a known notification', async () => {
    const { server, starter: workflow } = await starter(started);
    await workflow.startAttempt(KEY);

    const { input } = readJson<{ input: string }>(server.seen[0]?.body ?? '{}');

    expect(readRequest(readJson(input), 0)).toMatchObject({ kind: 'known', notificationKey: KEY });
  });

  it('fails by name when the workflow cannot be started, so that the row comes back', async () => {
    const { starter: workflow } = await starter((response) =>
      answerJson(response, 400, { __type: 'StateMachineDoesNotExist', message: 'a secret' }),
    );

    await expect(workflow.startAttempt(KEY)).rejects.toThrow(
      'states StartExecution: StateMachineDoesNotExist',
    );
  });

  it('tries again when it is throttled', async () => {
    const answers = [throttled, started];
    const { server, starter: workflow } = await starter((...args) => answers.shift()?.(...args));

    await workflow.startAttempt(KEY);

    expect(server.seen).toHaveLength(2);
  });
});
