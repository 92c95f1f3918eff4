import { startTestEmulator } from './emulator-config';
import { createBus, createQueue } from './heard-events';
import { synthesizeStack, workflowDefinition } from './synth';
import { createWorkflowRunner } from './workflow-runner';

/** The synthesized workflow in an emulator of its own, with ears on its bus and on the queue of rejected events. */
export async function startWorkflowUnderTest() {
  const emulator = await startTestEmulator();
  const heard = await createQueue(emulator, 'heard');
  const rejected = await createQueue(emulator, 'rejected');
  const busArn = await createBus(emulator, 'outcomes', heard, 'proactive-messaging');
  const definition = workflowDefinition(synthesizeStack(), (logicalId) => {
    if (logicalId.includes('Bus')) return busArn;
    return logicalId.includes('Functions')
      ? `arn:aws:lambda:us-east-1:000000000000:function:${logicalId}`
      : rejected.url;
  });
  const run = await createWorkflowRunner(emulator, definition);
  return { heard, rejected, run, stop: () => emulator.stop() };
}

export type WorkflowUnderTest = Awaited<ReturnType<typeof startWorkflowUnderTest>>;
