import type { Toolkit } from '@aws-cdk/toolkit-lib';
import { deployFailure } from './deploy-failure';
import {
  assertReachable,
  targetCredentials,
  targetVariables,
  type DeployTarget,
} from './deploy-target';
import type { Progress } from './progress';
import { withEnvironment } from './toolkit-environment';
import { toolkitMessages } from './toolkit-messages';

/**
 * Lets the CDK toolkit do work against a target, and translates what it throws. What it says goes
 * to the log of the synthesis, if there is one.
 */
export async function withToolkit<T>(
  target: DeployTarget,
  synthesis: { readonly logPath: string } | undefined,
  progress: Progress,
  work: (toolkit: Toolkit) => Promise<T>,
): Promise<T> {
  await assertReachable(target);
  const logPath = synthesis?.logPath;
  const ioHost = toolkitMessages({ logPath, progress });
  const library = await import('@aws-cdk/toolkit-lib');
  const toolkit = new library.Toolkit({
    ioHost,
    color: false,
    emojis: false,
    sdkConfig: targetCredentials(target, library),
  });
  try {
    return await withEnvironment(targetVariables(target, process.env), () => work(toolkit));
  } catch (error) {
    throw deployFailure({ error, target, reported: ioHost.errors, logPath }, library.ToolkitError);
  }
}
