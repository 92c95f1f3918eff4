import type { StartExecutionInput } from '@aws-sdk/client-sfn';
import { ATTEMPT_DUE } from '../contract/request-events';
import type { WorkflowStarter } from '../domain/ports';
import type { CallAws } from './aws-json-client';

/** Starts the workflow with a key and nothing else: whatever the attempt needs, it reads from the ledger. */
export const createWorkflowStarter = (
  stepFunctions: CallAws,
  stateMachineArn: string,
): WorkflowStarter => ({
  startAttempt: async (notificationKey) => {
    const event = { 'detail-type': ATTEMPT_DUE, detail: { version: '1', notificationKey } };
    const input: StartExecutionInput = { stateMachineArn, input: JSON.stringify(event) };
    await stepFunctions('StartExecution', input);
  },
});
